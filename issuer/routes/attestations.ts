import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { formatDateTime } from '../../credential/time.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { offerLinks } from '../oid4vci/offers/offer-links.ts'
import type { Reads } from '../reads/reads.ts'
import { FORMS } from '../renderings/index.ts'
import { ASKERS } from '../renderings/note-rendering.ts'
import { annul } from '../steps/annul.ts'
import { handOut } from '../steps/hand-out.ts'
import { lift } from '../steps/lift.ts'
import { makeOffer } from '../steps/make-offer.ts'
import { suspend } from '../steps/suspend.ts'
import type { World } from '../steps/world.ts'
import { EDC_PROFILES } from './european-credential.ts'
import { type IdParams, idParams, jsonSchema } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const nothing = z.strictObject({})
const changeBody = z.strictObject({
  confirmNumber: z.string().max(100),
  reasonClass: z.string().max(60),
  reason: z.string().trim().min(1).max(2000),
})
const params = jsonSchema(idParams)
const renderingParams = idParams.extend({ form: z.enum(FORMS) })
/**
 * Of a European credential: another profile than the body has set. Of a badge: what of the person it can be compared with. Of a duplicate on
 * paper: who asked for it.
 */
const renderingQuery = z.strictObject({
  profile: z.enum(EDC_PROFILES).optional(),
  named: z.enum(['email']).optional(),
  askedBy: z.enum(ASKERS).optional(),
})
const unknown = unknownId('attestation.unknown')
const changes = { suspend, lift, annul } as const

/** What a body does with an attestation that it released: offer it, hand out the file, change its state. */
export function attestationRoutes(
  app: FastifyInstance,
  { world, reads, walletUrl }: { world: World; reads: Reads; walletUrl: string },
): void {
  app.get<{ Params: IdParams }>('/api/attestations/:id', { schema: { params }, ...unknown }, async (request) =>
    reads.attestation({ attestationId: request.params.id, actor: actorIn(request) }),
  )

  app.post<{ Params: IdParams }>(
    '/api/attestations/:id/offer',
    { schema: { params, body: jsonSchema(nothing) }, ...unknown },
    async (request, reply) => {
      const offer = await makeOffer(
        { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), attestationId: request.params.id },
        world,
      )
      return reply.code(201).send({
        ...offer,
        expiresAt: formatDateTime(offer.expiresAt),
        ...offerLinks({ credentialOfferUri: offer.credentialOfferUri, walletUrl }),
      })
    },
  )

  app.get<{ Params: IdParams }>('/api/attestations/:id/offer', { schema: { params }, ...unknown }, async (request) =>
    reads.offer({ attestationId: request.params.id, actor: actorIn(request) }),
  )

  for (const [verb, step] of Object.entries(changes)) {
    app.post<{ Params: IdParams; Body: z.infer<typeof changeBody> }>(
      `/api/attestations/:id/${verb}`,
      { schema: { params, body: jsonSchema(changeBody), ...onSeen }, ...unknown },
      async (request) => {
        const actor = actorIn(request)
        const attestationId = request.params.id
        await step({ ...request.body, actor, idempotencyKey: idempotencyKeyOf(request), attestationId, seen: seenIn(request) }, world)
        return reads.attestation({ attestationId, actor })
      },
    )
  }

  app.get<{ Params: z.infer<typeof renderingParams>; Querystring: z.infer<typeof renderingQuery> }>(
    '/api/attestations/:id/renderings/:form',
    { schema: { params: jsonSchema(renderingParams), querystring: jsonSchema(renderingQuery) }, ...unknown },
    async (request, reply) => {
      const { id: attestationId, form } = request.params
      const { profile, named, askedBy } = request.query
      return sendFile(reply, await handOut({ attestationId, form, profile, named, askedBy, actor: actorIn(request) }, world))
    },
  )
}
