import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { REGISTER_KINDS, REGISTER_STATES, readRegister, readRegisterEntry } from '../reads/register.ts'
import { annul } from '../steps/annul.ts'
import { orderCorrection } from '../steps/correct/order-correction.ts'
import { lift } from '../steps/lift.ts'
import { suspend } from '../steps/suspend.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { unknownId } from './unknown-id.ts'

const query = z.strictObject({
  number: z.string().max(100).optional(),
  kind: z.enum(REGISTER_KINDS).optional(),
  state: z.enum(REGISTER_STATES).optional(),
  page: pageNumber.optional(),
})
const changeBody = z.strictObject({
  confirmNumber: z.string().max(100),
  reasonClass: z.string().max(60),
  reason: z.string().trim().min(1).max(2000),
  act: z.strictObject({ number: z.string().trim().min(1).max(100), date: day }),
})
const orderBody = changeBody.omit({ reasonClass: true })
const params = jsonSchema(idParams)
const unknown = unknownId('attestation.unknown')
const changes = { suspend, lift, annul } as const

/** The register of acts by number. The Region sees what it recognised, past every desk; a body sees its own. */
export function registerRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const { db } = world
  app.get<{ Querystring: z.infer<typeof query> }>('/api/register', { schema: { querystring: jsonSchema(query) } }, async (request) =>
    readRegister({ actor: actorIn(request), asked: request.query, db }),
  )

  app.get<{ Params: IdParams }>('/api/register/:id', { schema: { params }, ...unknown }, async (request) =>
    readRegisterEntry({ attestationId: request.params.id, actor: actorIn(request), db }),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof orderBody> }>(
    '/api/register/:id/order-correction',
    { schema: { params, body: jsonSchema(orderBody), ...onSeen }, ...unknown },
    async (request) => {
      const actor = actorIn(request)
      const attestationId = request.params.id
      await orderCorrection(
        { ...request.body, actor, idempotencyKey: idempotencyKeyOf(request), attestationId, seen: seenIn(request) },
        world,
      )
      return readRegisterEntry({ attestationId, actor, db })
    },
  )

  for (const [verb, step] of Object.entries(changes)) {
    app.post<{ Params: IdParams; Body: z.infer<typeof changeBody> }>(
      `/api/register/:id/${verb}`,
      { schema: { params, body: jsonSchema(changeBody), ...onSeen }, ...unknown },
      async (request) => {
        const actor = actorIn(request)
        const attestationId = request.params.id
        await step({ ...request.body, actor, idempotencyKey: idempotencyKeyOf(request), attestationId, seen: seenIn(request) }, world)
        return readRegisterEntry({ attestationId, actor, db })
      },
    )
  }
}
