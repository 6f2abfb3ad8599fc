import type { Transaction } from '../db/database.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { requireThat } from './require-that.ts'

/** From the appointment, on which members look for conflicts of interest, until what they decided is released. */
export const DURING_EXAM = [
  'commissione_nominata',
  'convocato',
  'esame_aperto',
  'esame_svolto',
  'verbale_firmato',
  'da_registrare',
] as const satisfies readonly CaseState[]

export interface RunningExam {
  readonly caseId: string
  readonly number: string
}

/** The person's cases on which a commission is at work. All their cases stay locked, so that none is appointed meanwhile. */
export async function runningExams(personId: string, tx: Pick<Transaction, 'rows'>): Promise<readonly RunningExam[]> {
  const cases = await tx.rows<{ id: string; number: string; state: CaseState }>(
    `SELECT id, number, state FROM ivc_case WHERE person_id IN (SELECT p.id FROM person p JOIN person o ON o.id = $1
       WHERE coalesce(p.same_as, p.id) = coalesce(o.same_as, o.id)) ORDER BY id FOR UPDATE`,
    [personId],
  )
  const running = cases.filter(({ state }) => DURING_EXAM.some((one) => one === state))
  return running.map(({ id, number }) => ({ caseId: id, number }))
}

/**
 * A commission decides about whom it saw, and its members look for ties by name, birth date and codice fiscale: while one is at work these
 * stay as they are.
 *
 * @throws AttestaError `person.exam-running`
 */
export async function requireNoRunningExam(personId: string, tx: Pick<Transaction, 'rows'>): Promise<void> {
  const [running] = await runningExams(personId, tx)
  requireThat(running === undefined, 'person.exam-running', { case: running?.number ?? '' })
}
