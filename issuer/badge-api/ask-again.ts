import type { Pool } from 'pg'
import type { World as Verification } from '../../credential/verify/index.ts'
import { asHolder } from './as-holder.ts'
import { type SeenBadge, stateOf } from './judge-pushed.ts'

/** Whoever did not answer is left alone that long. */
const PAUSE_SECONDS = 900
/** At a time, for a person who waits for a page. */
const MOST = 4

/**
 * Asks again for the state of a person's badges that nobody could tell when they came, or that had ended: when the person looks, and when a
 * platform pulls. What is asked is marked first, so that two who look at once ask once.
 */
export async function askAgain(
  { holderId, at }: { holderId: string; at: Date },
  { pool, verification }: { pool: Pool; verification: Omit<Verification, 'now'> },
): Promise<void> {
  const due = await asHolder({ pool, holderId }, async (client) => {
    const { rows } = await client.query<{ id: string; content: string }>(
      `UPDATE held_badge SET seen = seen || jsonb_build_object('askedAt', $2::text) WHERE holder_id = $1 AND id IN (
         SELECT id FROM held_badge WHERE holder_id = $1 AND seen ->> 'status' IN ('not-checked', 'ended')
           AND coalesce((seen ->> 'askedAt')::timestamptz, received_at) <= $3 ORDER BY seen ->> 'askedAt' NULLS FIRST, id LIMIT ${MOST} FOR UPDATE SKIP LOCKED)
       RETURNING id, content`,
      [holderId, at.toISOString(), new Date(at.getTime() - PAUSE_SECONDS * 1000)],
    )
    return rows
  })
  const answers = await Promise.all(
    due.map(
      async ({ id, content }): Promise<[string, SeenBadge['status']]> => [id, await stateOf({ content }, { ...verification, now: at })],
    ),
  )
  if (answers.length === 0) return
  await asHolder({ pool, holderId }, async (client) => {
    for (const [id, status] of answers) {
      await client.query(`UPDATE held_badge SET seen = seen || jsonb_build_object('status', $3::text) WHERE id = $1 AND holder_id = $2`, [
        id,
        holderId,
        status,
      ])
    }
  })
}
