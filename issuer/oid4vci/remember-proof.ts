import { createHash } from 'node:crypto'
import type { Pool } from 'pg'

/** How long a proof is remembered: longer than any is accepted. */
const MEMORY_SECONDS = 15 * 60

/** Notes that a proof was used. The insert decides: of any number of copies at once one is `new`. Old ones are cleared away on the way. */
export async function rememberProof({ kind, id, pool, at }: { kind: string; id: string; pool: Pool; at: Date }): Promise<'new' | 'seen'> {
  const hash = createHash('sha256').update(id).digest()
  const { rowCount } = await pool.query(
    `WITH swept AS (
       DELETE FROM proof_replay WHERE (kind, hash) IN (
         SELECT kind, hash FROM proof_replay WHERE expires_at < $4 ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED))
     INSERT INTO proof_replay (kind, hash, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [kind, hash, new Date(at.getTime() + MEMORY_SECONDS * 1000), at],
  )
  return rowCount === 1 ? 'new' : 'seen'
}
