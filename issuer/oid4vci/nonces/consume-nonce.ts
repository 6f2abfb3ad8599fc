import type { Pool, PoolClient } from 'pg'
import { hashOfNonce, type NonceUse } from './hash-of-nonce.ts'

/** Uses a nonce up. One conditional statement: of any number of requests with the same nonce one is told `fresh`. */
export async function consumeNonce({
  use,
  nonce,
  db,
  at,
}: {
  use: NonceUse
  nonce: string
  db: Pool | PoolClient
  at: Date
}): Promise<'fresh' | 'refused'> {
  const { rowCount } = await db.query('UPDATE vci_nonce SET used_at = $2 WHERE nonce_hash = $1 AND used_at IS NULL AND expires_at > $2', [
    hashOfNonce({ use, nonce }),
    at,
  ])
  return rowCount === 1 ? 'fresh' : 'refused'
}
