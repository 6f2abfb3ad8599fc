import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseDateTime } from '../../credential/time.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { instant } from '../day.ts'
import { REQUEST_STATES } from '../reads/commission-requests.ts'
import type { Reads } from '../reads/reads.ts'
import { appointCommission } from '../steps/appoint-commission.ts'
import type { AppointmentInput } from '../steps/make-appointment.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { unknownId } from './unknown-id.ts'

/** Who sits, by which act, when and where; the reasons are those that the rules ask for. */
export const appointBody = z.strictObject({
  members: z
    .array(z.strictObject({ expertId: id, role: z.string().regex(/^[a-z][a-z-]{1,39}$/) }))
    .min(1)
    .max(9),
  reasons: z
    .array(z.strictObject({ expertId: id, reason: z.string().trim().min(1).max(4000) }))
    .max(9)
    .optional(),
  actNumber: z.string().trim().min(3).max(80),
  /** RFC 3339 with a zone. */
  sittingPlannedAt: z.string().max(40),
  place: z.string().trim().min(3).max(200),
})
export function appointmentOf(
  { members, reasons, actNumber, sittingPlannedAt, place }: z.infer<typeof appointBody>,
  requestIds: readonly string[],
): AppointmentInput {
  return {
    requestIds,
    members,
    ...(reasons !== undefined && { reasons }),
    actNumber: actNumber.trim(),
    sittingPlannedAt: parseDateTime(sittingPlannedAt),
    place: place.trim(),
  }
}

const listQuery = z.strictObject({ state: z.enum(REQUEST_STATES).optional(), page: pageNumber.optional() })
const hourQuery = z.strictObject({ at: instant })
const params = jsonSchema(idParams)
const unknown = unknownId('request.unknown')

/** The Chamber's desk: who asks for a commission, and appointing one. */
export function commissionRequestRoutes(app: FastifyInstance, { world, reads }: { world: World; reads: Reads }): void {
  app.get<{ Querystring: z.infer<typeof listQuery> }>(
    '/api/commission-requests',
    { schema: { querystring: jsonSchema(listQuery) } },
    async (request) => reads.commissionRequests({ actor: actorIn(request), asked: request.query }),
  )

  app.get<{ Params: IdParams }>('/api/commission-requests/:id', { schema: { params }, ...unknown }, async (request) =>
    reads.commissionRequest({ requestId: request.params.id, actor: actorIn(request) }),
  )

  app.get<{ Params: IdParams; Querystring: z.infer<typeof hourQuery> }>(
    '/api/commission-requests/:id/hour',
    { schema: { params, querystring: jsonSchema(hourQuery) }, ...unknown },
    async (request) => reads.sittingHour({ requestId: request.params.id, at: new Date(request.query.at), actor: actorIn(request) }),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof appointBody> }>(
    '/api/commission-requests/:id/appoint',
    { schema: { params, body: jsonSchema(appointBody), ...onSeen }, ...unknown },
    async (request, reply) => {
      const appointment = appointmentOf(request.body, [request.params.id])
      const appointed = await appointCommission(
        { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), version: seenIn(request), ...appointment },
        world,
      )
      return reply.code(201).send(appointed)
    },
  )
}
