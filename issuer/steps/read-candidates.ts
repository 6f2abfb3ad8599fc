import type { Transaction } from '../db/database.ts'
import type { Judgement } from './compose-minutes.ts'
import { tiedIn } from './judgement-stands.ts'
import { type CaseRecord, lockCase } from './lock-case.ts'
import type { SittingRecord } from './lock-sitting.ts'
import type { Ties } from './read-ties.ts'
import { requireThat } from './require-that.ts'

export interface Candidate {
  readonly record: CaseRecord
  readonly judgements: readonly Judgement[]
}

/**
 * The candidates of a sitting with what was judged about them, each case under its lock.
 *
 * @throws AttestaError `sitting.not-judged` while a competence has no judgement, `sitting.tie` where somebody judged who may not
 */
export async function readCandidates(
  { sitting, ties }: { sitting: Pick<SittingRecord, 'id' | 'caseIds' | 'leftOut' | 'members'>; ties: Ties },
  tx: Transaction,
): Promise<Candidate[]> {
  const judged = await tx.rows<{
    case_id: string
    competence_id: string
    outcome: Judgement['outcome']
    reason: string
    panel: string[] | null
  }>('SELECT case_id, competence_id, outcome, reason, panel FROM judgement WHERE sitting_id = $1 AND case_id = ANY ($2)', [
    sitting.id,
    sitting.caseIds,
  ])
  const tied = new Set(
    judged.flatMap(({ case_id, panel }) => tiedIn({ caseId: case_id, panel }, { ...sitting, ties })).map(({ name }) => name),
  )
  requireThat(tied.size === 0, 'sitting.tie', { members: [...tied].join(', ') })
  const judgements = judged.map(({ competence_id, outcome, reason }) => ({ competenceId: competence_id, outcome, reason }))
  const candidates: Candidate[] = []
  for (const caseId of sitting.caseIds) {
    const record = await lockCase(caseId, tx)
    candidates.push({
      record,
      judgements: judgements.filter(({ competenceId }) => record.competences.some(({ id: mine }) => mine === competenceId)),
    })
  }
  const missing = candidates.reduce((sum, { record, judgements: mine }) => sum + record.competences.length - mine.length, 0)
  requireThat(candidates.length + sitting.leftOut.length > 0 && missing === 0, 'sitting.not-judged', { missing })
  return candidates
}
