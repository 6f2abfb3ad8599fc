import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseDateTime } from '../../credential/time.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { readPlan, readWaitingPeople } from '../reads/plan/plan.ts'
import { MOST_AT_ONCE } from '../reads/plan/waiting.ts'
import { appointPlan } from '../steps/appoint-plan.ts'
import type { World } from '../steps/world.ts'
import { appointBody, appointmentOf } from './commission-requests.ts'
import { id, jsonSchema, pageNumber } from './json-schema.ts'

const MOST_CANDIDATES = 100
const MOST_SITTINGS = 60

const planBody = z.strictObject({
  from: day,
  until: day,
  times: z
    .array(z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/))
    .min(1)
    .max(4),
  places: z
    .array(
      z.strictObject({
        name: z.string().trim().min(3).max(200),
        province: z.string().regex(/^[A-Z]{2}$/),
        capacity: z.int().min(1).max(MOST_CANDIDATES),
      }),
    )
    .min(1)
    .max(20),
  /** Sittings of an earlier proposal that stay as they are. */
  kept: z
    .array(
      z.strictObject({
        /** RFC 3339 with a zone. */
        at: z.string().max(40),
        place: z.string().trim().min(3).max(200),
        province: z.string().regex(/^[A-Z]{2}$/),
        members: appointBody.shape.members,
        requestIds: z.array(id).min(1).max(MOST_CANDIDATES),
      }),
    )
    .max(MOST_SITTINGS)
    .optional(),
  /** Requests that are left for another time. */
  later: z.array(id).max(MOST_AT_ONCE).optional(),
  /** From 1: which of those who wait. */
  waitingPage: z.int().min(1).max(9_999).optional(),
})
const waitingQuery = z.strictObject({ page: pageNumber.optional() })
const acceptBody = z.strictObject({
  appointments: z
    .array(appointBody.extend({ requestIds: z.array(id).min(1).max(MOST_CANDIDATES) }))
    .min(1)
    .max(MOST_SITTINGS),
})

/** The Chamber's week: what is proposed, and what is accepted of it. */
export function planRoutes(app: FastifyInstance, { world }: { world: World }): void {
  app.get<{ Querystring: z.infer<typeof waitingQuery> }>(
    '/api/plans',
    { schema: { querystring: jsonSchema(waitingQuery) } },
    async (request) => readWaitingPeople({ actor: actorIn(request), ...request.query, at: world.now() }, world.db),
  )

  app.post<{ Body: z.infer<typeof planBody> }>('/api/plans', { schema: { body: jsonSchema(planBody) } }, async (request) => {
    const { kept = [], later, waitingPage: page, ...asked } = request.body
    const stay = kept.map((sitting) => ({ ...sitting, at: parseDateTime(sitting.at) }))
    return readPlan({ actor: actorIn(request), asked, kept: stay, later, page, at: world.now() }, world.db)
  })

  app.post<{ Body: z.infer<typeof acceptBody> }>(
    '/api/plans/accept',
    { schema: { body: jsonSchema(acceptBody) } },
    async (request, reply) => {
      const appointments = request.body.appointments.map(({ requestIds, ...appointment }) => appointmentOf(appointment, requestIds))
      const made = await appointPlan({ actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), appointments }, world)
      return reply.code(201).send(made)
    },
  )
}
