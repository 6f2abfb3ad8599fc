import { randomUUID } from 'node:crypto'
import { dayInRome } from '../../credential/time.ts'
import type { Database } from '../db/database.ts'
import { requireThat } from '../steps/require-that.ts'
import { endsOf } from './rated-phases.ts'

export interface Rating {
  readonly caseId: string
  readonly phase: string
  /** From 1 to 5, as the form sends them. */
  readonly explained: string
  readonly helped: string
  readonly word: string
}

const ANSWER = /^[1-5]$/

/**
 * What a person thinks of a phase. Kept without whose it is; nothing of it is in the audit trail, which has an order and a time.
 *
 * @throws AttestaError `citizen.rating`, `citizen.rated`
 */
export async function ratePhase(
  { caseId, phase, explained, helped, word }: Rating,
  { db, now }: { db: Database; now: () => Date },
): Promise<void> {
  requireThat(ANSWER.test(explained) && ANSWER.test(helped) && word.length <= 500, 'citizen.rating')
  const month = `${dayInRome(now()).slice(0, 7)}-01`
  const kept = await db.rows(
    `WITH once AS (
       INSERT INTO phase_rated (case_id, phase)
       SELECT k.id, $2 FROM ivc_case k WHERE k.id = $1 AND EXISTS (SELECT 1 FROM case_transition t WHERE t.case_id = k.id AND t.state = ANY ($3))
       ON CONFLICT DO NOTHING RETURNING case_id)
     INSERT INTO phase_rating (id, organisation_id, phase, month, explained, helped, word)
     SELECT $4, k.organisation_id, $2, $5, $6, $7, $8 FROM once JOIN ivc_case k ON k.id = once.case_id RETURNING id`,
    [caseId, phase, endsOf(phase), randomUUID(), month, Number(explained), Number(helped), word.trim() === '' ? null : word.trim()],
  )
  requireThat(kept.length === 1, 'citizen.rated')
}
