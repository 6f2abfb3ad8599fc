import type { Pool } from 'pg'

/** How long an answer waits for the page that asked, after its request expired. */
const ANSWERS = '15 minutes'
/** How long a link that ended can still say why. */
const LINKS = '30 days'

/** Forgets what has served: answers are personal data, and a link's ciphertext is of no use after its end. */
export async function purge({ pool, now }: { pool: Pool; now: () => Date }): Promise<void> {
  const at = now()
  await pool.query(`DELETE FROM presentation_session WHERE expires_at < $1::timestamptz - interval '${ANSWERS}'`, [at])
  await pool.query('UPDATE share SET ciphertext = NULL WHERE ciphertext IS NOT NULL AND expires_at <= $1', [at])
  await pool.query(`DELETE FROM share WHERE expires_at < $1::timestamptz - interval '${LINKS}'`, [at])
}
