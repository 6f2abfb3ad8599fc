import { compositionOf } from '../rule-pack/composition-of.ts'
import type { CaseRecord } from './lock-case.ts'
import type { SittingMember, SittingRecord } from './lock-sitting.ts'
import type { Ties } from './read-ties.ts'
import { requireThat } from './require-that.ts'

export interface JudgesInput {
  readonly sitting: Pick<SittingRecord, 'state' | 'members'>
  readonly record: CaseRecord
  readonly ties: Ties
}

/** Who judges this candidate: of those who are there (or, before the opening, are to come) the ones whom nothing ties to the person. */
export function judgesOf({ sitting, record, ties }: JudgesInput): {
  readonly judges: readonly SittingMember[]
  readonly tied: readonly SittingMember[]
} {
  const seated = sitting.members.filter(({ present }) => present || sitting.state === 'convened')
  const tied = seated.filter(({ expertId }) => ties({ expertId, caseId: record.id }) !== undefined)
  return { judges: seated.filter((member) => !tied.includes(member)), tied }
}

/** Members whose tie leaves this candidate without a commission: none where the others are one that the rule pack allows. */
export function missedFor(input: JudgesInput): readonly SittingMember[] {
  const { judges, tied } = judgesOf(input)
  if (tied.length === 0) return []
  const { roles, minimumMembers } = compositionOf(input.record)
  const filled = roles.every(({ id, least, ofSector }) => {
    const able = judges.filter(({ role, sectors }) => role === id && (!ofSector || sectors.includes(input.record.sector)))
    return able.length >= least
  })
  return judges.length >= minimumMembers && filled ? [] : tied
}

/**
 * Without those who are tied to a candidate there is still a commission for them.
 *
 * @throws AttestaError `sitting.tie`
 */
export function requireJudges({ records, ...input }: Omit<JudgesInput, 'record'> & { readonly records: readonly CaseRecord[] }): void {
  const missed = new Set(records.flatMap((record) => missedFor({ ...input, record }).map(({ name }) => name)))
  requireThat(missed.size === 0, 'sitting.tie', { members: [...missed].join(', ') })
}
