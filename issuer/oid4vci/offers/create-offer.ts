import { randomBytes } from 'node:crypto'
import type { Transaction } from '../../db/database.ts'
import { OFFER_COLUMNS, type Offer, whyNotIssued } from './offer.ts'
import { drawOfferSecrets, hashOfCode, hashOfTxCode } from './offer-secrets.ts'

export interface CreateOfferInput {
  readonly attestationId: string
  /** Account of the officer who hands it out; absent when the person makes it on their own page. */
  readonly createdBy?: string
  readonly issuerUrl: string
  readonly ttlSeconds: number
  readonly at: Date
  readonly tx: Pick<Transaction, 'rows'>
}

export interface CreatedOffer {
  readonly offerId: string
  /** Where the wallet reads the offer (OpenID4VCI 1.0 §4.1.3). A secret: shown once, kept nowhere. */
  readonly credentialOfferUri: string
  /** To be told by another channel. A secret: shown once, kept nowhere. */
  readonly txCode: string
  readonly expiresAt: Date
}

/**
 * Makes the one open offer of an attestation; an earlier one that is still open ends here, so that of two pieces of paper
 * only the newer works. Right and audit are the caller's step.
 *
 * @throws AttestaError `offer.attestation-ended`
 */
export async function createOffer({ attestationId, createdBy, issuerUrl, ttlSeconds, at, tx }: CreateOfferInput): Promise<CreatedOffer> {
  const { handle, preAuthorizedCode, txCode } = drawOfferSecrets()
  const salt = randomBytes(16)
  const expiresAt = new Date(at.getTime() + ttlSeconds * 1000)

  await tx.rows(
    `UPDATE credential_offer SET withdrawn_at = $2
     WHERE attestation_id = $1 AND used_at IS NULL AND blocked_at IS NULL AND withdrawn_at IS NULL`,
    [attestationId, at],
  )
  const [offer] = await tx.rows<Offer>(
    `WITH o AS (
       INSERT INTO credential_offer (organisation_id, attestation_id, code_hash, tx_code_hash, tx_code_salt, created_at, created_by, expires_at)
       SELECT a.organisation_id, a.id, $2, $3, $4, $5, $6, $7 FROM attestation a WHERE a.id = $1 RETURNING *)
     SELECT ${OFFER_COLUMNS} FROM o`,
    [
      attestationId,
      hashOfCode(preAuthorizedCode),
      hashOfTxCode({ preAuthorizedCode, salt, txCode }),
      salt,
      at,
      createdBy ?? null,
      expiresAt,
    ],
  )
  if (offer === undefined) throw new Error('an offer was asked for an attestation that does not exist')
  const ended = whyNotIssued(offer.word)
  if (ended !== undefined) throw ended

  return { offerId: offer.id, credentialOfferUri: `${issuerUrl}/oid4vci/offers/${handle}`, txCode, expiresAt }
}
