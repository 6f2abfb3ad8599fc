import type { Transaction } from '../db/database.ts'
import { isItsDay } from './is-its-day.ts'
import { requireThat } from './require-that.ts'

/**
 * What the assessors found is closed on the day for which the person was called, or later: before it nobody was heard.
 *
 * @throws AttestaError `validation.too-early`
 */
export async function requireItsDay(
  { file, at }: { file: { readonly id: string }; at: Date },
  db: Pick<Transaction, 'rows'>,
): Promise<void> {
  const [plan] = await db.rows<{ planned_at: Date }>('SELECT interview_at AS planned_at FROM case_plan WHERE case_id = $1', [file.id])
  if (plan === undefined) return
  requireThat(isItsDay({ plannedAt: plan.planned_at, at }), 'validation.too-early', { plannedAt: plan.planned_at.toISOString() })
}
