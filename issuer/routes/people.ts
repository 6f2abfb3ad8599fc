import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ROLES } from '../auth/actor.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { readPeople } from '../reads/people.ts'
import { dayAfter, inRome } from '../rome-time.ts'
import { decideGrant } from '../steps/grants/decide-grant.ts'
import { endMembership } from '../steps/grants/end-membership.ts'
import { proposeGrant } from '../steps/grants/propose-grant.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { unknownId } from './unknown-id.ts'

const reason = z.string().trim().min(3).max(2000)
const query = z.strictObject({ page: pageNumber.optional() })
/** Days of Italy; the last one still counts. */
const grantBody = z.strictObject({
  email: z.email().max(254),
  role: z.enum(ROLES),
  tasks: z.array(z.string().max(40)).max(10),
  from: day,
  until: day,
  reason,
})
const endBody = z.strictObject({ accountId: id, role: z.enum(ROLES), reason })
const refuseBody = z.strictObject({ reason })
const params = jsonSchema(idParams)
const unknown = unknownId('organisation.unknown')
const unknownGrant = unknownId('grant.unknown')
const beginOf = (day: string) => inRome({ day, time: '00:00' })

/** Who works where and as what; a role begins with four eyes and ends with two. */
export function peopleRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const { db, now } = world
  const read = (organisationId: string, request: Parameters<typeof actorIn>[0], page = 1) =>
    readPeople({ organisationId, page, actor: actorIn(request), db, now: now() })

  app.get<{ Params: IdParams; Querystring: z.infer<typeof query> }>(
    '/api/organisations/:id/people',
    { schema: { params, querystring: jsonSchema(query) }, ...unknown },
    async (request) => read(request.params.id, request, request.query.page),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof grantBody> }>(
    '/api/organisations/:id/grants',
    { schema: { params, body: jsonSchema(grantBody) }, ...unknown },
    async (request, reply) => {
      const { from, until, ...grant } = request.body
      const made = await proposeGrant(
        {
          ...grant,
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          organisationId: request.params.id,
          validFrom: beginOf(from),
          validUntil: beginOf(dayAfter(until)),
        },
        world,
      )
      return reply.code(201).send(made)
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof endBody> }>(
    '/api/organisations/:id/end-membership',
    { schema: { params, body: jsonSchema(endBody) }, ...unknown },
    async (request) =>
      endMembership(
        { ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), organisationId: request.params.id },
        world,
      ),
  )

  app.post<{ Params: IdParams }>(
    '/api/grants/:id/confirm',
    { schema: { params, body: jsonSchema(z.strictObject({})) }, ...unknownGrant },
    async (request) =>
      decideGrant({ actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), grantId: request.params.id }, world),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof refuseBody> }>(
    '/api/grants/:id/refuse',
    { schema: { params, body: jsonSchema(refuseBody) }, ...unknownGrant },
    async (request) =>
      decideGrant(
        { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), grantId: request.params.id, refusal: request.body.reason },
        world,
      ),
  )
}
