import type { Finding, Judged } from '../conflicts/judge-pair.ts'
import { type Conflicts, readConflicts } from '../conflicts/read-conflicts.ts'
import type { Transaction } from '../db/database.ts'
import type { CaseRecord } from './lock-case.ts'

export interface RequestedMember {
  readonly expertId: string
  /** One of the rule pack's. */
  readonly role: string
}

/** An expert of the Chamber beside the candidate: what may be said against them. */
export interface RosterMember {
  readonly expertId: string
  readonly name: string
  readonly role: string | undefined
  readonly sectors: readonly string[]
  readonly roles: readonly string[]
  readonly isCandidate: boolean
  readonly ofPresentingBody: boolean
  /** The incompatible tie within the rule pack's years, if any; one that still holds is of this year. */
  readonly tie: { readonly relation: string; readonly year: number } | undefined
  /** What the rules want a written reason for, if anything. */
  readonly asksReason?: Finding
  /** Why this person may not sit, if anything. */
  readonly blockedBy?: Finding
  /** Whether there is an address to write to: the one that the person's own login gave. */
  readonly reachable: boolean
}

/** The Chamber's experts as this candidate's commission would see them; only the requested ones when `members` is given. */
export async function readRoster(
  { record, chamberId, members, at }: { record: CaseRecord; chamberId: string; members?: readonly RequestedMember[]; at: Date },
  db: Pick<Transaction, 'rows'>,
): Promise<RosterMember[]> {
  const expertIds = members?.map((member) => member.expertId)
  const conflicts = await readConflicts({ chamberId, caseIds: [record.id], expertIds, at }, db)
  return rosterFor({ record, conflicts, members, at })
}

/** The same for one of several candidates, where the conflicts of all have been read. */
export function rosterFor({
  record,
  conflicts,
  members,
  at,
}: {
  record: Pick<CaseRecord, 'id'>
  conflicts: Conflicts
  members: readonly RequestedMember[] | undefined
  at: Date
}): RosterMember[] {
  return conflicts.experts.map(({ id, name, sectors, roles, reachable }) => {
    const judged = conflicts.judged({ expertId: id, caseId: record.id })
    return {
      expertId: id,
      name,
      role: members?.find((member) => member.expertId === id)?.role,
      sectors,
      roles,
      ...against(judged, at),
      ofPresentingBody: conflicts.ofBody({ expertId: id, caseId: record.id }),
      reachable,
    }
  })
}

function against(judged: Judged, at: Date): Pick<RosterMember, 'isCandidate' | 'tie' | 'asksReason' | 'blockedBy'> {
  if (judged.verdict === 'free') return { isCandidate: false, tie: undefined }
  const { verdict, finding } = judged
  if (verdict === 'asks-reason') return { isCandidate: false, tie: undefined, asksReason: finding }
  if (finding.why !== 'tie') return { isCandidate: finding.why === 'same-person', tie: undefined, blockedBy: finding }
  const year = finding.until === undefined ? at.getUTCFullYear() : Number(finding.until.slice(0, 4))
  return { isCandidate: false, tie: { relation: finding.relation, year }, blockedBy: finding }
}
