import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { readConflictMatrix } from '../reads/roster/conflict-matrix.ts'
import { readExpert } from '../reads/roster/expert.ts'
import { readExperts, readRosterChoices } from '../reads/roster/experts.ts'
import type { ExpertInput } from '../steps/roster/change-expert.ts'
import { addAbsence, dropAbsence } from '../steps/roster/keep-absence.ts'
import { addExpert, changeEntry } from '../steps/roster/keep-expert.ts'
import { addTie, withdrawTie } from '../steps/roster/keep-tie.ts'
import { linkLogin } from '../steps/roster/link-login.ts'
import { retireExpert } from '../steps/roster/retire-expert.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema } from './json-schema.ts'
import { unknownId } from './unknown-id.ts'

const params = jsonSchema(idParams)
const unknown = unknownId('expert.unknown')
const word = z.string().trim().min(1).max(200)
const actNumber = z.string().trim().min(3).max(80)

const searchBody = z.strictObject({
  words: z.string().max(200).optional(),
  sector: word.optional(),
  section: word.optional(),
  freeOn: day.optional(),
  retired: z.boolean().optional(),
  page: z.int().min(1).max(10_000).optional(),
})
const matrixBody = z.strictObject({
  sector: word.optional(),
  candidatePage: z.int().min(1).max(1000).optional(),
  expertPage: z.int().min(1).max(1000).optional(),
})
const entry = z.strictObject({
  name: z.string().trim().min(3).max(200),
  sectors: z.array(word).min(1).max(24),
  sections: z.array(word).max(12),
  roles: z
    .array(z.string().regex(/^[a-z][a-z-]{1,39}$/))
    .min(1)
    .max(12),
  employerId: id.optional(),
})
const addBody = z.strictObject({ entry, taxCode: z.string().trim().min(11).max(20), actNumber })
const onVersion = z.strictObject({ version: z.int().min(1) })
const changeBody = onVersion.extend({ entry })
const retireBody = onVersion.extend({ on: day, actNumber })
const loginBody = onVersion.extend({ accountId: id })
const tieBody = onVersion.extend({
  tie: z.union([
    z.strictObject({
      relation: z.enum(['tutor', 'docente', 'datore', 'parente', 'dichiarato']),
      taxCode: z.string().trim().min(11).max(20),
      from: day.optional(),
      until: day.optional(),
    }),
    z.strictObject({ relation: z.literal('ente'), bodyId: id, from: day.optional(), until: day.optional() }),
  ]),
})
const withdrawBody = onVersion.extend({ tieId: id })
const absenceBody = onVersion.extend({ from: day, until: day })
const dropAbsenceBody = onVersion.extend({ absenceId: id })

/** The Chamber's roster. Each change is answered with the person as they then stand; tax codes come in bodies, never in addresses. */
export function expertRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const { db } = world
  app.post<{ Body: z.infer<typeof searchBody> }>('/api/experts/search', { schema: { body: jsonSchema(searchBody) } }, async (request) =>
    readExperts({ actor: actorIn(request), asked: request.body, at: world.now() }, db),
  )
  app.post<{ Body: z.infer<typeof matrixBody> }>('/api/experts/conflicts', { schema: { body: jsonSchema(matrixBody) } }, async (request) =>
    readConflictMatrix({ actor: actorIn(request), asked: request.body, at: world.now() }, db),
  )
  app.get('/api/experts/choices', async (request) => readRosterChoices({ actor: actorIn(request), at: world.now() }, db))
  app.get<{ Params: IdParams }>('/api/experts/:id', { schema: { params }, ...unknown }, async (request) =>
    readExpert({ actor: actorIn(request), expertId: request.params.id }, db),
  )
  app.post<{ Body: z.infer<typeof addBody> }>('/api/experts', { schema: { body: jsonSchema(addBody) } }, async (request, reply) => {
    const added = await addExpert({ ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request) }, world)
    return reply.code(201).send(added)
  })

  function change<Body extends z.infer<typeof onVersion>>(
    name: string,
    schema: z.ZodType<Body>,
    act: (input: ExpertInput & Body) => Promise<unknown>,
  ): void {
    app.post<{ Params: IdParams; Body: Body }>(
      `/api/experts/:id/${name}`,
      { schema: { params, body: jsonSchema(schema) }, ...unknown },
      async (request) => {
        const actor = actorIn(request)
        const expertId = request.params.id
        await act({ ...(request.body as Body), actor, idempotencyKey: idempotencyKeyOf(request), expertId })
        return readExpert({ actor, expertId }, db)
      },
    )
  }

  change('change', changeBody, (input) => changeEntry(input, world))
  change('retire', retireBody, (input) => retireExpert(input, world))
  change('login', loginBody, (input) => linkLogin(input, world))
  change('ties', tieBody, (input) => addTie(input, world))
  change('ties/withdraw', withdrawBody, (input) => withdrawTie(input, world))
  change('absences', absenceBody, (input) => addAbsence(input, world))
  change('absences/drop', dropAbsenceBody, (input) => dropAbsence(input, world))
}
