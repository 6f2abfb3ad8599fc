import type { Transaction } from '../../db/database.ts'
import { requireThat } from '../require-that.ts'
import { runningExams } from '../running-exam.ts'
import type { Difference } from './difference.ts'
import type { LockedAct } from './lock-act.ts'

/**
 * A commission decides about whom and what it saw: while it sits, no rettifica changes that under it, neither on an act of its case nor, by
 * the data of the person, on one of another case of theirs.
 *
 * @throws AttestaError `correction.exam-running`
 */
export async function requireNoExam(
  { act, differences }: { act: LockedAct; differences: readonly Difference[] },
  tx: Pick<Transaction, 'rows'>,
): Promise<void> {
  const ofPerson = differences.some(({ field }) => field.startsWith('person.'))
  const running = (await runningExams(act.personId, tx)).find(({ caseId }) => ofPerson || caseId === act.caseId)
  requireThat(running === undefined, 'correction.exam-running', { case: running?.number ?? '' })
}
