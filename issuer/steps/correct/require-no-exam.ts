import type { Transaction } from '../../db/database.ts'
import type { CaseState } from '../../procedure/procedure.ts'
import { requireThat } from '../require-that.ts'
import type { Difference } from './difference.ts'
import type { LockedAct } from './lock-act.ts'

/** From the appointment, on which members look for conflicts of interest, until what they decided is released. */
export const DURING_EXAM = [
  'commissione_nominata',
  'convocato',
  'esame_aperto',
  'esame_svolto',
  'verbale_firmato',
  'da_registrare',
] as const satisfies readonly CaseState[]

/**
 * A commission decides about whom and what it saw: while it sits, no rettifica changes that under it, neither on an act of its case nor, by
 * the data of the person, on one of another case of theirs. The cases stay locked, so that none is appointed meanwhile.
 *
 * @throws AttestaError `correction.exam-running`
 */
export async function requireNoExam(
  { act, differences }: { act: LockedAct; differences: readonly Difference[] },
  tx: Pick<Transaction, 'rows'>,
): Promise<void> {
  const cases = await tx.rows<{ id: string; number: string; state: CaseState }>(
    'SELECT id, number, state FROM ivc_case WHERE person_id = $1 ORDER BY id FOR UPDATE',
    [act.personId],
  )
  const ofPerson = differences.some(({ field }) => field.startsWith('person.'))
  const running = cases.find(({ id, state }) => (ofPerson || id === act.caseId) && DURING_EXAM.some((one) => one === state))
  requireThat(running === undefined, 'correction.exam-running', { case: running?.number ?? '' })
}
