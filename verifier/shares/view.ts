import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { query } from '../../http/query.ts'

/**
 * Hands out a ciphertext and counts the view, in one statement: the limit holds however many ask at once. With the last view it is gone.
 *
 * @throws AttestaError `share.unknown`, `share.revoked`, `share.expired`, `share.used-up`
 */
export async function viewShare({ id }: { id: string }, { pool, now }: { pool: Pool; now: () => Date }): Promise<Buffer> {
  const { rows } = await query<{ ciphertext: Buffer }>({
    pool,
    text: `WITH asked AS (
       SELECT id, ciphertext FROM share WHERE id = $1 AND ciphertext IS NOT NULL AND expires_at > $2 AND views < max_views FOR UPDATE)
     UPDATE share SET views = views + 1, ciphertext = CASE WHEN views + 1 < max_views THEN share.ciphertext END
     FROM asked WHERE share.id = asked.id RETURNING asked.ciphertext`,
    values: [id, now()],
  })
  const taken = rows[0]
  return taken === undefined ? refuse(id, { pool, now }) : taken.ciphertext
}

async function refuse(id: string, { pool, now }: { pool: Pool; now: () => Date }): Promise<never> {
  const { rows } = await query<{ expires_at: Date; revoked_at: Date | null; max_views: number }>({
    pool,
    text: 'SELECT expires_at, revoked_at, max_views FROM share WHERE id = $1',
    values: [id],
  })
  const row = rows[0]
  if (row === undefined) throw new AttestaError('share.unknown')
  if (row.revoked_at !== null) throw new AttestaError('share.revoked')
  if (row.expires_at <= now()) throw new AttestaError('share.expired', { expiresAt: row.expires_at.toISOString() })
  throw new AttestaError('share.used-up', { maxViews: row.max_views })
}
