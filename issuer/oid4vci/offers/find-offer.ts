import type { Pool, PoolClient } from 'pg'
import { OFFER_COLUMNS, type Offer } from './offer.ts'
import { hashOfCode } from './offer-secrets.ts'

/** The offer that a pre-authorized code belongs to, whatever its state. */
export async function findOffer({
  preAuthorizedCode,
  db,
}: {
  preAuthorizedCode: string
  db: Pool | PoolClient
}): Promise<Offer | undefined> {
  const { rows } = await db.query<Offer>(`SELECT ${OFFER_COLUMNS} FROM credential_offer o WHERE o.code_hash = $1`, [
    hashOfCode(preAuthorizedCode),
  ])
  return rows[0]
}
