import { createHash, timingSafeEqual } from 'node:crypto'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { query } from '../../http/query.ts'

/**
 * Switches a link off and wipes its ciphertext. Doing it twice is no error.
 *
 * @throws AttestaError `share.unknown`, `share.revoke-token`
 */
export async function revokeShare({ id, revokeToken }: { id: string; revokeToken: Uint8Array }, { pool }: { pool: Pool }): Promise<void> {
  const { rows } = await query<{ revoke_hash: Buffer }>({ pool, text: 'SELECT revoke_hash FROM share WHERE id = $1', values: [id] })
  const row = rows[0]
  if (row === undefined) throw new AttestaError('share.unknown')
  const hash = createHash('sha256').update(revokeToken).digest()
  if (row.revoke_hash.length !== hash.length || !timingSafeEqual(row.revoke_hash, hash)) throw new AttestaError('share.revoke-token')
  await query({ pool, text: 'UPDATE share SET revoked_at = now(), ciphertext = NULL WHERE id = $1 AND revoked_at IS NULL', values: [id] })
}
