import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { query } from '../../http/query.ts'
import { createResponseKey } from '../openid4vp/response-key.ts'

/** How long a QR on a counter stays good. */
const LIFETIME_MS = 5 * 60_000

/**
 * Opens a session: one nonce, one state, one encryption key, one secret for the page that asked, so that nobody who sees the
 * QR can read the answer (security.md row 44).
 */
export async function createSession({ purpose }: { purpose: string }, { pool, now }: { pool: Pool; now: () => Date }) {
  const id = randomUUID()
  const secret = randomBytes(32).toString('base64url')
  const { privateJwk } = await createResponseKey()
  const expiresAt = new Date(now().getTime() + LIFETIME_MS)
  await query({
    pool,
    text: `INSERT INTO presentation_session (id, secret_hash, nonce, state, purpose, response_key, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      id,
      hashSecret(secret),
      randomBytes(24).toString('base64url'),
      randomBytes(24).toString('base64url'),
      purpose,
      privateJwk,
      expiresAt,
    ],
  })
  return { id, secret, expiresAt }
}

/** Secrets are stored as their hash: a copy of the table opens nothing. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}
