import type { Actor } from '../auth/actor.ts'
import { type CreatedOffer, createOffer } from '../oid4vci/offers/create-offer.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface MakeOfferInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly attestationId: string
}

/**
 * Offers a released attestation to its holder's wallet. The secrets leave here once: they are not among what a repeated request
 * is answered with, because that is kept, and only hashes may be (row 37).
 *
 * @throws AttestaError `offer.already-made` for a repeated request.
 */
export async function makeOffer(
  { actor, idempotencyKey: key, attestationId }: MakeOfferInput,
  { db, now, issuerUrl, offerTtlSeconds }: World,
): Promise<CreatedOffer> {
  let made: CreatedOffer | undefined
  await db.transaction({ organisationId: actor.organisation.id, key, action: 'make-offer', input: { attestationId } }, async (tx) => {
    const found = await tx.row('SELECT id FROM attestation WHERE id = $1 AND organisation_id = $2 FOR UPDATE', [
      attestationId,
      actor.organisation.id,
    ])
    requireThat(found !== undefined, 'attestation.unknown')
    requireThat(actor.role === 'officer', 'offer.not-allowed', { role: actor.role })

    const offer = await createOffer({ attestationId, createdBy: actor.accountId, issuerUrl, ttlSeconds: offerTtlSeconds, at: now(), tx })
    const { offerId } = offer
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'offer.made',
      actor: actor.accountId,
      subject: attestationId,
      facts: { offerId },
    })
    tx.outbox({ organisationId: actor.organisation.id, topic: 'offer.made', payload: { offerId } })
    made = offer
    return { offerId }
  })
  requireThat(made !== undefined, 'offer.already-made')
  return made
}
