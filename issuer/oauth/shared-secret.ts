import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'

/**
 * 32 bytes that the first process draws and all others find, so that any of them can check a DPoP nonce that another gave.
 * Knowing it lets a wallet foretell its own nonces and nothing more, so the database is a fit place for it.
 */
export async function sharedSecret({ pool }: { pool: Pool }): Promise<Buffer> {
  await pool.query(
    `INSERT INTO oauth_payload (model, id, payload) VALUES ('SharedSecret', 'dpop-nonce', jsonb_build_object('secret', $1::text)) ON CONFLICT DO NOTHING`,
    [randomBytes(32).toString('base64url')],
  )
  const { rows } = await pool.query<{ secret: string }>(
    `SELECT payload->>'secret' AS secret FROM oauth_payload WHERE model = 'SharedSecret' AND id = 'dpop-nonce'`,
  )
  const secret = rows[0]?.secret
  if (secret === undefined) throw new Error('the secret just kept is not there')
  return Buffer.from(secret, 'base64url')
}
