import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { query } from '../../http/query.ts'
import type { SessionAnswer } from './session.ts'

/**
 * Stores the answer, once: the row is taken by a conditional update, so that of any number of posts that arrive together
 * exactly one wins, in whichever process (security.md row 17).
 *
 * @throws AttestaError `presentation.already-answered`
 */
export async function answerSession({ id, answer }: { id: string; answer: SessionAnswer }, { pool }: { pool: Pool }): Promise<void> {
  const { rowCount } = await query({
    pool,
    text: `UPDATE presentation_session SET answered_at = now(), result = $2, response_key = NULL
     WHERE id = $1 AND answered_at IS NULL`,
    values: [id, answer],
  })
  if (rowCount !== 1) throw new AttestaError('presentation.already-answered')
}
