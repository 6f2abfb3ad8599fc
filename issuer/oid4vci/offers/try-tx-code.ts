import { timingSafeEqual } from 'node:crypto'
import type { Pool } from 'pg'
import { refusal } from '../refusal.ts'
import { MAX_ATTEMPTS, type Offer } from './offer.ts'
import { hashOfTxCode } from './offer-secrets.ts'

/**
 * Compares a transaction code. The try is taken from the ten before anything is compared, in one statement, so that a hundred
 * guesses sent at once are still ten guesses (security.md §2 row 38); a right code gives its try back.
 *
 * @throws AttestaError `offer.wrong-code` with the tries that remain, `offer.blocked`
 */
export async function tryTxCode({
  offer,
  preAuthorizedCode,
  txCode,
  pool,
  at,
}: {
  offer: Offer
  preAuthorizedCode: string
  txCode: string
  pool: Pool
  at: Date
}): Promise<void> {
  const { rows } = await pool.query<{ attempts: number; hash: Buffer; salt: Buffer }>(
    `UPDATE credential_offer SET attempts = attempts + 1 WHERE id = $1 AND attempts < $2 AND blocked_at IS NULL
     RETURNING attempts, tx_code_hash AS hash, tx_code_salt AS salt`,
    [offer.id, MAX_ATTEMPTS],
  )
  const taken = rows[0]
  if (taken === undefined) throw refusal('offer.blocked', { blockedAt: at, attempts: MAX_ATTEMPTS })

  if (timingSafeEqual(taken.hash, hashOfTxCode({ preAuthorizedCode, salt: taken.salt, txCode }))) {
    await pool.query('UPDATE credential_offer SET attempts = attempts - 1 WHERE id = $1', [offer.id])
    return
  }
  if (taken.attempts < MAX_ATTEMPTS) throw refusal('offer.wrong-code', { remaining: MAX_ATTEMPTS - taken.attempts })
  await pool.query('UPDATE credential_offer SET blocked_at = $2 WHERE id = $1 AND used_at IS NULL AND withdrawn_at IS NULL', [offer.id, at])
  throw refusal('offer.blocked', { blockedAt: at, attempts: MAX_ATTEMPTS })
}
