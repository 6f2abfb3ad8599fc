import { randomUUID } from 'node:crypto'
import { type CreatedOffer, createOffer } from '../oid4vci/offers/create-offer.ts'
import { requireThat } from '../steps/require-that.ts'
import type { World } from '../steps/world.ts'

export interface OfferActInput {
  /** That it is theirs is known before (`viewer.ts`). */
  readonly caseId: string
  readonly actId: string
}

/**
 * The person offers an act of their case to their own wallet, without asking anybody: also the one that took the place of another. Link and
 * code stand on the page that asked for them, once; an earlier offer that is still open ends.
 *
 * @throws AttestaError `citizen.unknown`, `offer.attestation-ended`
 */
export async function offerAct(
  { caseId, actId }: OfferActInput,
  { db, now, issuerUrl, offerTtlSeconds }: Pick<World, 'db' | 'now' | 'issuerUrl' | 'offerTtlSeconds'>,
): Promise<CreatedOffer> {
  const [act] = await db.rows<{ id: string; organisation_id: string }>(
    'SELECT id, organisation_id FROM attestation WHERE id::text = $1 AND case_id = $2',
    [actId, caseId],
  )
  requireThat(act !== undefined, 'citizen.unknown')
  const { id: attestationId, organisation_id: organisationId } = act
  // Its secrets are shown once, so every asking makes another one.
  const request = { organisationId, key: randomUUID(), action: 'citizen.offer', input: { attestationId } }
  const made: CreatedOffer[] = []
  await db.transaction(request, async (tx) => {
    // A rettifica that goes on meanwhile is waited for.
    await tx.rows('SELECT 1 FROM attestation WHERE id = $1 FOR UPDATE', [attestationId])
    const offer = await createOffer({ attestationId, issuerUrl, ttlSeconds: offerTtlSeconds, at: now(), tx })
    const { offerId } = offer
    tx.audit({ organisationId, action: 'offer.made', actor: 'citizen', subject: attestationId, facts: { offerId } })
    made.splice(0, made.length, offer)
    return { offerId }
  })
  const [offer] = made
  requireThat(offer !== undefined, 'citizen.unknown')
  return offer
}
