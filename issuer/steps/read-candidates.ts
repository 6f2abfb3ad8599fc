import type { Transaction } from '../db/database.ts'
import type { Judgement } from './compose-minutes.ts'
import { type CaseRecord, lockCase } from './lock-case.ts'
import type { SittingRecord } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'

export interface Candidate {
  readonly record: CaseRecord
  readonly judgements: readonly Judgement[]
}

/**
 * The candidates of a sitting with what was judged about them, each case under its lock.
 *
 * @throws AttestaError `sitting.not-judged` while a competence has no judgement
 */
export async function readCandidates({ id, caseIds }: Pick<SittingRecord, 'id' | 'caseIds'>, tx: Transaction): Promise<Candidate[]> {
  const judged = await tx.rows<{ competence_id: string; outcome: Judgement['outcome']; reason: string }>(
    'SELECT competence_id, outcome, reason FROM judgement WHERE sitting_id = $1',
    [id],
  )
  const judgements = judged.map(({ competence_id, outcome, reason }) => ({ competenceId: competence_id, outcome, reason }))
  const candidates: Candidate[] = []
  for (const caseId of caseIds) {
    const record = await lockCase(caseId, tx)
    candidates.push({
      record,
      judgements: judgements.filter(({ competenceId }) => record.competences.some(({ id: mine }) => mine === competenceId)),
    })
  }
  const missing = candidates.reduce((sum, { record, judgements: mine }) => sum + record.competences.length - mine.length, 0)
  requireThat(candidates.length > 0 && missing === 0, 'sitting.not-judged', { missing })
  return candidates
}
