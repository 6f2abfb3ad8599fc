import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseDateTime } from '../../credential/time.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import type { Reads } from '../reads/reads.ts'
import { appointCommission } from '../steps/appoint-commission.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema } from './json-schema.ts'
import { unknownId } from './unknown-id.ts'

const appointBody = z.strictObject({
  members: z
    .array(z.strictObject({ expertId: id, role: z.string().regex(/^[a-z][a-z-]{1,39}$/) }))
    .min(1)
    .max(9),
  actNumber: z.string().trim().min(3).max(80),
  /** RFC 3339 with a zone. */
  sittingPlannedAt: z.string().max(40),
  place: z.string().trim().min(3).max(200),
})
const params = jsonSchema(idParams)
const unknown = unknownId('request.unknown')

/** The Chamber's desk: who asks for a commission, and appointing one. */
export function commissionRequestRoutes(app: FastifyInstance, { world, reads }: { world: World; reads: Reads }): void {
  app.get('/api/commission-requests', async (request) => ({ items: await reads.commissionRequests(actorIn(request)) }))

  app.get<{ Params: IdParams }>('/api/commission-requests/:id', { schema: { params }, ...unknown }, async (request) =>
    reads.commissionRequest({ requestId: request.params.id, actor: actorIn(request) }),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof appointBody> }>(
    '/api/commission-requests/:id/appoint',
    { schema: { params, body: jsonSchema(appointBody) }, ...unknown },
    async (request, reply) => {
      const { members, actNumber, sittingPlannedAt, place } = request.body
      const appointed = await appointCommission(
        {
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          requestId: request.params.id,
          members,
          actNumber: actNumber.trim(),
          sittingPlannedAt: parseDateTime(sittingPlannedAt),
          place: place.trim(),
        },
        world,
      )
      return reply.code(201).send(appointed)
    },
  )
}
