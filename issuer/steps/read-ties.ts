import type { Finding } from '../conflicts/judge-pair.ts'
import { readConflicts } from '../conflicts/read-conflicts.ts'
import type { Transaction } from '../db/database.ts'
import type { SittingRecord } from './lock-sitting.ts'

export interface ReadTiesInput {
  readonly sitting: Pick<SittingRecord, 'chamber' | 'commission' | 'caseIds' | 'members'>
  readonly at: Date
}

/** What keeps a member of a sitting from judging one of its candidates, as it is known at this moment. */
export interface Ties {
  (pair: Pair): Finding | undefined
  /** Whether the member is of the body that presents the candidate. */
  readonly ofBody: (pair: Pair) => boolean
}

interface Pair {
  readonly expertId: string
  readonly caseId: string
}

/**
 * The ties between the members of a commission and its candidates, looked at anew: one may have been written down after the
 * appointment, or declared by the member; for one that asks for a reason the Chamber gave it with the appointment or not at all.
 */
export async function readTies({ sitting, at }: ReadTiesInput, db: Pick<Transaction, 'rows'>): Promise<Ties> {
  const { chamber, commission, caseIds, members } = sitting
  const conflicts = await readConflicts({ chamberId: chamber.id, caseIds, commissionId: commission.id, at }, db)
  const explained = await db.rows<{ expert_id: string; case_id: string; finding: Finding }>(
    'SELECT expert_id, case_id, finding FROM commission_reason WHERE commission_id = $1',
    [commission.id],
  )
  const found = ({ expertId, caseId }: Pair): Finding | undefined => {
    const judged = conflicts.judged({ expertId, caseId })
    const declared = members.some((member) => member.expertId === expertId && member.conflictWith.includes(caseId))
    if (judged.verdict === 'free') return declared ? { why: 'tie', relation: 'dichiarato' } : undefined
    const { verdict, finding } = judged
    const given = explained.some((row) => row.expert_id === expertId && row.case_id === caseId && isSame(row.finding, finding))
    return verdict === 'asks-reason' && given && !declared ? undefined : finding
  }
  return Object.assign(found, { ofBody: conflicts.ofBody })
}

function isSame(one: Finding, other: Finding): boolean {
  return one.why === other.why && relationOf(one) === relationOf(other) && untilOf(one) === untilOf(other)
}

const relationOf = (finding: Finding) => (finding.why === 'tie' ? finding.relation : undefined)
const untilOf = (finding: Finding) => (finding.why === 'same-person' ? undefined : finding.until)
