import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { hashOfNonce, type NonceUse } from './hash-of-nonce.ts'

const LIFETIME_SECONDS = 300

/**
 * A fresh nonce that counts once. Each call also clears away a few that nobody came back with, so that asking without end
 * fills nothing for longer than a nonce lives.
 */
export async function mintNonce({ use, pool, at }: { use: NonceUse; pool: Pool; at: Date }): Promise<string> {
  const nonce = randomBytes(24).toString('base64url')
  const expiresAt = new Date(at.getTime() + LIFETIME_SECONDS * 1000)
  await pool.query(
    `WITH swept AS (
       DELETE FROM vci_nonce WHERE nonce_hash IN (
         SELECT nonce_hash FROM vci_nonce WHERE expires_at < $3 ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED))
     INSERT INTO vci_nonce (nonce_hash, expires_at) VALUES ($1, $2)`,
    [hashOfNonce({ use, nonce }), expiresAt, at],
  )
  return nonce
}
