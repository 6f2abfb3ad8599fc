import type { Pool } from 'pg'
import { type Offer, whyNotIssued } from '../offers/offer.ts'
import { ProtocolError } from '../protocol-error.ts'

export interface Received {
  readonly attestationId: string
  readonly organisation: { readonly id: string; readonly slug: string }
}

interface Row {
  attestationId: string
  organisationId: string
  slug: string
  word: Offer['word']
  received: boolean
}

/**
 * The act that was received under an offer. Its files come after the credential, never before: by then a key was proven, and the credential
 * is what the person came for.
 *
 * @throws ProtocolError `invalid_token`, `credential_request_denied`
 */
export async function findReceived({ offerId, pool }: { offerId: string; pool: Pool }): Promise<Received> {
  const { rows } = await pool.query<Row>(
    `SELECT a.id AS "attestationId", g.id AS "organisationId", g.slug,
       coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word,
       EXISTS (SELECT 1 FROM rendering r WHERE r.offer_id = o.id AND r.holder_thumbprint IS NOT NULL) AS received
     FROM credential_offer o JOIN attestation a ON a.id = o.attestation_id JOIN organisation g ON g.id = a.organisation_id
     WHERE o.id = $1 AND o.used_at IS NOT NULL`,
    [offerId],
  )
  const row = rows[0]
  if (row === undefined) throw new ProtocolError('invalid_token', 'The access token belongs to no redeemed offer')
  if (!row.received) throw new ProtocolError('credential_request_denied', 'The credential comes before its files')
  const ended = whyNotIssued(row.word)
  if (ended !== undefined) throw new ProtocolError('credential_request_denied', 'The certificate is no longer in force', { reason: ended })
  return { attestationId: row.attestationId, organisation: { id: row.organisationId, slug: row.slug } }
}
