import type { Pool } from 'pg'
import { query } from '../../http/query.ts'
import { type OwnShare, ownShare } from './own-share.ts'

/**
 * Switches a link off and wipes its ciphertext. Doing it twice is no error.
 *
 * @throws AttestaError `share.unknown`, `share.revoke-token`
 */
export async function revokeShare(share: OwnShare, { pool }: { pool: Pool }): Promise<void> {
  await ownShare(share, { pool })
  await query({
    pool,
    text: 'UPDATE share SET revoked_at = now(), ciphertext = NULL WHERE id = $1 AND revoked_at IS NULL',
    values: [share.id],
  })
}
