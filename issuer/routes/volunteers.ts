import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { readStatementFile } from '../reads/volunteers/statement-file.ts'
import { readVolunteerPage } from '../reads/volunteers/volunteer.ts'
import { readVolunteers, VOLUNTEER_ORDERS, VOLUNTEER_STANDINGS } from '../reads/volunteers/volunteers.ts'
import { CHANNELS, IDENTIFICATIONS } from '../steps/open-case.ts'
import { addVolunteer } from '../steps/volunteers/add-volunteer.ts'
import { attestHours } from '../steps/volunteers/attest-hours.ts'
import { openVolunteerCase } from '../steps/volunteers/open-volunteer-case.ts'
import { takeBackHours } from '../steps/volunteers/take-back-hours.ts'
import { writeHours } from '../steps/volunteers/write-hours.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const text = (max: number) => z.string().trim().min(1).max(max)
const searchBody = z.strictObject({
  words: z.string().max(200).optional(),
  standing: z.enum(VOLUNTEER_STANDINGS).optional(),
  order: z.enum(VOLUNTEER_ORDERS).optional(),
  page: z.int().min(1).max(10_000).optional(),
})
const addBody = z.strictObject({
  person: z.strictObject({
    givenName: text(100),
    familyName: text(100),
    birthDate: z.iso.date(),
    taxCode: text(16),
    email: z.email().max(254).optional(),
  }),
  cardSeen: z.boolean().optional(),
  putRight: z.boolean().optional(),
})
const hoursBody = z.strictObject({
  entry: z.strictObject({ from: day, until: day.optional(), hours: text(20), activity: z.string().trim().min(3).max(300) }),
  otherHours: z.literal(true).optional(),
})
const takeBackBody = z.strictObject({ entryId: id })
const statementBody = z.strictObject({ askedOn: day })
const caseBody = z.strictObject({
  reception: z.strictObject({
    metOn: day,
    channel: z.enum(CHANNELS),
    identifiedWith: z.enum(IDENTIFICATIONS),
    interpreter: z.boolean(),
    need: text(4000),
    informed: z.boolean(),
  }),
  province: z.string().regex(/^[A-Z]{2}$/),
})
const query = z.strictObject({ page: pageNumber.optional() })
const params = jsonSchema(idParams)
const statementParams = idParams.extend({ statementId: id })
const unknown = unknownId('volunteer.unknown')

/** The register of volunteers of a body of the third sector. Names and tax codes come in bodies, never in addresses. */
export function volunteerRoutes(app: FastifyInstance, { world, demo }: { world: World; demo: boolean }): void {
  const { db, now } = world
  app.post<{ Body: z.infer<typeof searchBody> }>('/api/volunteers/search', { schema: { body: jsonSchema(searchBody) } }, async (request) =>
    readVolunteers({ actor: actorIn(request), asked: request.body, at: now() }, db),
  )

  app.post<{ Body: z.infer<typeof addBody> }>('/api/volunteers', { schema: { body: jsonSchema(addBody) } }, async (request, reply) => {
    const added = await addVolunteer({ ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), demo }, world)
    return reply.code(201).send(added)
  })

  app.get<{ Params: IdParams; Querystring: z.infer<typeof query> }>(
    '/api/volunteers/:id',
    { schema: { params, querystring: jsonSchema(query) }, ...unknown },
    async (request) =>
      readVolunteerPage({ actor: actorIn(request), volunteerId: request.params.id, page: request.query.page ?? 1, at: now() }, db),
  )

  app.get<{ Params: z.infer<typeof statementParams> }>(
    '/api/volunteers/:id/statements/:statementId',
    { schema: { params: jsonSchema(statementParams) }, ...unknown },
    async (request, reply) => {
      const { id: volunteerId, statementId } = request.params
      return sendFile(reply, await readStatementFile({ actor: actorIn(request), volunteerId, statementId }, db))
    },
  )

  /** One change of a volunteer: the schema of its body, and what is done with it. */
  function change<Body extends object>(
    name: string,
    schema: z.ZodType<Body>,
    act: (
      input: Body & { actor: ReturnType<typeof actorIn>; idempotencyKey: string; volunteerId: string; seen: number | undefined },
    ) => Promise<object | null>,
  ): void {
    app.post<{ Params: IdParams; Body: Body }>(
      `/api/volunteers/:id/${name}`,
      { schema: { params, body: jsonSchema(schema), ...onSeen }, ...unknown },
      async (request) => {
        const done = await act({
          ...(request.body as Body),
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          volunteerId: request.params.id,
          seen: seenIn(request),
        })
        return done ?? {}
      },
    )
  }

  change('hours', hoursBody, (input) => writeHours(input, world))
  change('take-back', takeBackBody, (input) => takeBackHours(input, world))
  change('statements', statementBody, (input) => attestHours(input, world))
  change('case', caseBody, (input) => openVolunteerCase({ ...input, demo }, world))
}
