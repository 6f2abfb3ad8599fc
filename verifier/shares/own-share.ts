import { createHash, timingSafeEqual } from 'node:crypto'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { query } from '../../http/query.ts'

/** A share and the token that proves whose it is; only its hash is kept here. */
export interface OwnShare {
  readonly id: string
  readonly revokeToken: Uint8Array
}

/**
 * How often a share was opened, for the wallet that made it and nobody else. It stays known while the row does (purge.ts), also
 * after the share was switched off.
 *
 * @throws AttestaError `share.unknown`, `share.revoke-token`
 */
export async function ownShare({ id, revokeToken }: OwnShare, { pool }: { pool: Pool }): Promise<{ readonly views: number }> {
  const { rows } = await query<{ revoke_hash: Buffer; views: number }>({
    pool,
    text: 'SELECT revoke_hash, views FROM share WHERE id = $1',
    values: [id],
  })
  const row = rows[0]
  if (row === undefined) throw new AttestaError('share.unknown')
  const hash = createHash('sha256').update(revokeToken).digest()
  if (row.revoke_hash.length !== hash.length || !timingSafeEqual(row.revoke_hash, hash)) throw new AttestaError('share.revoke-token')
  return { views: row.views }
}
