import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { languageOf } from '../../http/page/language.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day, instant } from '../day.ts'
import { evidenceDisposition } from '../dossier/evidence-name.ts'
import { readLetters } from '../reads/letters.ts'
import type { Reads } from '../reads/reads.ts'
import { beginIdentification } from '../steps/begin-identification.ts'
import type { FileInput } from '../steps/change-file.ts'
import { changeTaxCode } from '../steps/change-tax-code.ts'
import { decideApplication } from '../steps/decide-application.ts'
import { addCompetence } from '../steps/dossier/add-competence.ts'
import { addEvidence, dropEvidence, MAX_EVIDENCE_BYTES } from '../steps/dossier/add-evidence.ts'
import { chooseCompetences } from '../steps/dossier/choose-competences.ts'
import { dropExperience, keepExperience } from '../steps/dossier/keep-experience.ts'
import { keepSupport, STRENGTHS } from '../steps/dossier/keep-support.ts'
import { conclude, giveUp } from '../steps/end-early.ts'
import { refuseValidation, releaseValidation } from '../steps/end-validation.ts'
import { fileApplication } from '../steps/file-application.ts'
import { handLetter } from '../steps/hand-letter.ts'
import { handOver } from '../steps/hand-over.ts'
import { informPerson } from '../steps/inform-person.ts'
import { logHours } from '../steps/log-hours.ts'
import { moveAssessment } from '../steps/move-assessment.ts'
import { CHANNELS, CONTEXTS, IDENTIFICATIONS, openCase } from '../steps/open-case.ts'
import { planAssessment } from '../steps/plan-assessment.ts'
import { releaseTransparency } from '../steps/release-transparency.ts'
import { renewTransparency } from '../steps/renew-transparency.ts'
import { requestByException } from '../steps/request-by-exception.ts'
import { resendLetter } from '../steps/resend-letter.ts'
import { takeOn } from '../steps/take-on.ts'
import { validateCompetence } from '../steps/validate-competence.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema } from './json-schema.ts'
import { unknownId } from './unknown-id.ts'

const unknown = unknownId('case.unknown')
const params = jsonSchema(idParams)
const text = (max: number) => z.string().trim().min(1).max(max)
const version = z.int().min(1)
const onVersion = z.strictObject({ version })

const openBody = z.strictObject({
  person: z.strictObject({
    givenName: text(100),
    familyName: text(100),
    birthDate: z.iso.date(),
    taxCode: text(16),
    sex: z.enum(['F', 'M']).optional(),
    email: z.email().max(254).optional(),
    phone: text(40).optional(),
    citizenship: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .optional(),
  }),
  cardSeen: z.boolean().optional(),
  putRight: z.boolean().optional(),
  reception: z.strictObject({
    metOn: day,
    channel: z.enum(CHANNELS),
    identifiedWith: z.enum(IDENTIFICATIONS),
    interpreter: z.boolean(),
    need: text(4000),
    informed: z.boolean(),
    note: text(4000).optional(),
  }),
  context: z.enum(CONTEXTS).optional(),
  province: z.string().regex(/^[A-Z]{2}$/),
})
const experienceBody = onVersion.extend({
  experienceId: id.optional(),
  experience: z.strictObject({
    context: z.enum(CONTEXTS),
    title: text(300),
    employer: text(300).optional(),
    from: day.optional(),
    until: day.optional(),
    hours: z.int().min(1).max(100_000).optional(),
    told: z.string().max(10_000).optional(),
    activities: z.array(text(40)).max(50).optional(),
  }),
})
const dropExperienceBody = onVersion.extend({ experienceId: id })
const choiceBody = onVersion.extend({
  choice: z.union([z.strictObject({ profile: text(200) }), z.strictObject({ competences: z.array(text(200)).min(1).max(60) })]),
})
const addCompetenceBody = onVersion.extend({ entry: text(200) })
const supportBody = onVersion.extend({
  competenceId: id,
  supports: z
    .array(z.strictObject({ experienceId: id, strength: z.enum(STRENGTHS), note: z.string().trim().max(2000).optional() }))
    .max(50),
})
const evidenceBody = onVersion.extend({
  class: text(60),
  title: text(300),
  experienceId: id.optional(),
  content: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/),
})
const dropEvidenceBody = onVersion.extend({ evidenceId: id })
const applicationBody = onVersion.extend({ differing: z.literal(true).optional() })
const decideBody = onVersion.extend({ admitted: z.boolean(), reason: text(4000) })
const planBody = onVersion.extend({
  plan: z.strictObject({
    interviewAt: instant,
    place: text(300),
    methods: z.array(text(100)).min(1).max(10),
    mode: z.enum(['presential', 'online', 'blended']),
    note: z.string().trim().max(4000).optional(),
  }),
})
const exceptionBody = onVersion.extend({
  chamberId: id,
  methods: z.array(text(100)).min(1).max(10),
  mode: z.enum(['presential', 'online', 'blended']),
  reason: text(4000),
})
const validateBody = onVersion.extend({ competenceId: id, validated: z.boolean(), reason: text(4000) })
const endBody = onVersion.extend({ class: text(60), reason: text(4000) })
const handOverBody = onVersion.extend({ bodyId: id, class: text(60), reason: text(4000), agreed: z.boolean() })
const taxCodeBody = onVersion.extend({ taxCode: text(16), cardSeen: z.boolean() })
const letterBody = onVersion.extend({ letterId: text(20) })
const hoursBody = onVersion.extend({
  hours: z.strictObject({ service: text(60), day, minutes: z.int().min(5).max(1440), note: z.string().trim().max(1000).optional() }),
})

/**
 * The body's half of the procedure, from the counter to the document of validation. `beyond` is the world outside the second wall, for the
 * one act that writes in the books of two bodies.
 */
export function caseFileRoutes(
  app: FastifyInstance,
  { world, beyond, reads, demo }: { world: World; beyond: World; reads: Reads; demo: boolean },
): void {
  app.get<{ Params: IdParams }>('/api/cases/:id/file', { schema: { params }, ...unknown }, async (request) =>
    reads.caseFile({ caseId: request.params.id, actor: actorIn(request), language: languageOf(request) }),
  )

  app.get<{ Params: IdParams }>('/api/cases/:id/told', { schema: { params }, ...unknown }, async (request) =>
    reads.toldCompetences({ caseId: request.params.id, actor: actorIn(request) }),
  )

  app.get<{ Params: IdParams }>('/api/cases/:id/hand-over', { schema: { params }, ...unknown }, async (request) =>
    reads.handOver({ caseId: request.params.id, actor: actorIn(request) }),
  )

  app.get<{ Params: IdParams }>('/api/cases/:id/letters', { schema: { params }, ...unknown }, async (request) => ({
    items: await readLetters(
      { caseId: request.params.id, actor: actorIn(request), issuerUrl: world.issuerUrl, wrapping: world.wrapping },
      world.db,
    ),
  }))

  app.post<{ Body: z.infer<typeof openBody> }>('/api/cases', { schema: { body: jsonSchema(openBody) } }, async (request, reply) => {
    const opened = await openCase({ ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), demo }, world)
    return reply.code(201).send(opened)
  })

  /** A change of one case: the schema of its body, and what is done with it. */
  function change<Body extends z.infer<typeof onVersion>>(
    name: string,
    schema: z.ZodType<Body>,
    act: (input: FileInput & Body) => Promise<unknown>,
    options: { bodyLimit?: number } = {},
  ): void {
    app.post<{ Params: IdParams; Body: Body }>(
      `/api/cases/:id/${name}`,
      { schema: { params, body: jsonSchema(schema) }, ...unknown, ...options },
      async (request) => {
        const done = await act({
          ...(request.body as Body),
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          caseId: request.params.id,
        })
        return done ?? {}
      },
    )
  }

  change('inform', onVersion, (input) => informPerson(input, world))
  change('begin-identification', onVersion, (input) => beginIdentification(input, world))
  change('experience', experienceBody, (input) => keepExperience(input, world))
  change('experience/drop', dropExperienceBody, (input) => dropExperience(input, world))
  change('competences', choiceBody, (input) => chooseCompetences(input, world))
  change('competences/add', addCompetenceBody, (input) => addCompetence(input, world))
  change('support', supportBody, (input) => keepSupport(input, world))
  change(
    'evidence',
    evidenceBody,
    ({ class: evidenceClass, title, experienceId, content, ...input }) => {
      const bytes = new Uint8Array(Buffer.from(content, 'base64'))
      return addEvidence(
        { ...input, evidence: { class: evidenceClass, title, bytes, ...(experienceId !== undefined && { experienceId }) } },
        world,
      )
    },
    { bodyLimit: Math.ceil((MAX_EVIDENCE_BYTES * 4) / 3) + 4096 },
  )
  change('evidence/drop', dropEvidenceBody, (input) => dropEvidence(input, world))
  change('release-transparency', onVersion, (input) => releaseTransparency(input, world))
  change('renew-transparency', onVersion, (input) => renewTransparency(input, world))
  change('file-application', applicationBody, (input) => fileApplication(input, world))
  change('decide-application', decideBody, ({ admitted, reason, ...input }) =>
    decideApplication({ ...input, admitted, reason: { class: admitted ? 'ammissione' : 'diniego', text: reason } }, world),
  )
  change('plan-assessment', planBody, ({ plan, ...input }) =>
    planAssessment({ ...input, plan: { ...plan, interviewAt: new Date(plan.interviewAt) } }, world),
  )
  change('move-assessment', planBody, ({ plan, ...input }) =>
    moveAssessment({ ...input, plan: { ...plan, interviewAt: new Date(plan.interviewAt) } }, world),
  )
  change('request-by-exception', exceptionBody, ({ reason, ...input }) =>
    requestByException({ ...input, reason: { class: 'via-eccezionale', text: reason } }, world),
  )
  change('validate', validateBody, (input) => validateCompetence(input, world))
  change('release-validation', onVersion, (input) => releaseValidation(input, world))
  change('refuse-validation', onVersion, (input) => refuseValidation(input, world))
  change('conclude', onVersion, (input) => conclude(input, world))
  change('give-up', endBody, ({ class: reasonClass, reason, ...input }) =>
    giveUp({ ...input, reason: { class: reasonClass, text: reason } }, world),
  )
  change('hand-over', handOverBody, ({ class: reasonClass, reason, ...input }) =>
    handOver({ ...input, reason: { class: reasonClass, text: reason } }, beyond),
  )
  change('take-on', onVersion, (input) => takeOn(input, world))
  change('tax-code', taxCodeBody, (input) => changeTaxCode(input, world))
  change('letter', letterBody, (input) => resendLetter(input, world))
  change('letter-handed', letterBody, (input) => handLetter(input, world))
  change('hours', hoursBody, (input) => logHours(input, world))

  app.get<{ Params: { id: string; evidenceId: string } }>(
    '/api/cases/:id/evidence/:evidenceId',
    { schema: { params: jsonSchema(idParams.extend({ evidenceId: id })) }, ...unknown },
    async (request, reply) => {
      const { id: caseId, evidenceId } = request.params
      const found = await reads.evidenceFile({ caseId, evidenceId, actor: actorIn(request) })
      return reply
        .header('content-type', found.mediaType)
        .header('content-disposition', evidenceDisposition(found))
        .header('content-security-policy', 'sandbox')
        .send(found.bytes)
    },
  )
}
