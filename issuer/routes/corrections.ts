import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { CORRECTION_STATES, readCorrectable, readCorrection, readCorrections } from '../reads/corrections.ts'
import { askCorrection } from '../steps/correct/ask-correction.ts'
import { correctAct } from '../steps/correct/correct-act.ts'
import { correctedByBody, correctedByChamber } from '../steps/correct/corrected.ts'
import { refuseCorrection } from '../steps/correct/refuse-correction.ts'
import { releaseCorrection } from '../steps/correct/release-correction.ts'
import { sealCorrection } from '../steps/correct/seal-correction.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { unknownId } from './unknown-id.ts'

const confirmNumber = z.string().max(100)
const reason = z.string().trim().min(1).max(2000)
const why = { confirmNumber, reasonClass: z.string().max(60), reason, cardSeen: z.boolean() }
const correctBody = z.strictObject({ ...why, corrected: correctedByBody })
const askBody = z.strictObject({ ...why, corrected: correctedByChamber })
const releaseBody = z.strictObject({ confirmNumber, number: z.string().max(60).optional() })
const sealBody = z.strictObject({
  confirmNumber,
  act: z.strictObject({ number: z.string().trim().min(1).max(100), date: day }),
})
const refuseBody = z.strictObject({ reason })
const query = z.strictObject({ state: z.enum(CORRECTION_STATES).optional(), page: pageNumber.optional() })
const params = jsonSchema(idParams)
const unknown = unknownId('attestation.unknown')
const unknownCorrection = unknownId('correction.unknown')

/** Who asks it of which act, on which version of the page. */
const askedIn = (request: FastifyRequest<{ Params: IdParams }>) => ({
  actor: actorIn(request),
  idempotencyKey: idempotencyKeyOf(request),
  attestationId: request.params.id,
  seen: seenIn(request),
})

/** Rettifica: by the body alone of what it releases by itself; by way of the Chamber of what a commission decided. */
export function correctionRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const { db } = world
  app.get<{ Params: IdParams }>('/api/attestations/:id/correctable', { schema: { params }, ...unknown }, async (request) =>
    readCorrectable({ attestationId: request.params.id, actor: actorIn(request), db }),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof correctBody> }>(
    '/api/attestations/:id/correct',
    { schema: { params, body: jsonSchema(correctBody), ...onSeen }, ...unknown },
    async (request, reply) => reply.code(201).send(await correctAct({ ...request.body, ...askedIn(request) }, world)),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof askBody> }>(
    '/api/attestations/:id/correction',
    { schema: { params, body: jsonSchema(askBody), ...onSeen }, ...unknown },
    async (request, reply) => reply.code(201).send(await askCorrection({ ...request.body, ...askedIn(request) }, world)),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof releaseBody> }>(
    '/api/attestations/:id/correction/release',
    { schema: { params, body: jsonSchema(releaseBody), ...onSeen }, ...unknown },
    async (request, reply) => {
      const { confirmNumber, number } = request.body
      const input = { confirmNumber, ...(number !== undefined && { number }), ...askedIn(request) }
      return reply.code(201).send(await releaseCorrection(input, world))
    },
  )

  app.get<{ Querystring: z.infer<typeof query> }>('/api/corrections', { schema: { querystring: jsonSchema(query) } }, async (request) =>
    readCorrections({ actor: actorIn(request), asked: request.query, db }),
  )

  app.get<{ Params: IdParams }>('/api/corrections/:id', { schema: { params }, ...unknownCorrection }, async (request) =>
    readCorrection({ id: request.params.id, actor: actorIn(request), db }),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof sealBody> }>(
    '/api/corrections/:id/seal',
    { schema: { params, body: jsonSchema(sealBody) }, ...unknownCorrection },
    async (request) => {
      const actor = actorIn(request)
      const { id } = request.params
      await sealCorrection({ ...request.body, actor, idempotencyKey: idempotencyKeyOf(request), correctionId: id }, world)
      return readCorrection({ id, actor, db })
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof refuseBody> }>(
    '/api/corrections/:id/refuse',
    { schema: { params, body: jsonSchema(refuseBody) }, ...unknownCorrection },
    async (request) => {
      const actor = actorIn(request)
      const { id } = request.params
      await refuseCorrection({ ...request.body, actor, idempotencyKey: idempotencyKeyOf(request), correctionId: id }, world)
      return readCorrection({ id, actor, db })
    },
  )
}
