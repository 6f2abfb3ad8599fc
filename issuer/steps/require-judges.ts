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

/** Why those who could judge a candidate are no commission for them, and who they or the missing ones are. */
export interface Unjudged {
  readonly code: 'sitting.tie' | 'sitting.all-from-body'
  readonly members: readonly SittingMember[]
}

/**
 * What is wrong with the commission that a candidate has without those who are tied to them: too few, a role that nobody has, or nobody
 * from outside the body that presents the person where the rule pack wants somebody. Undefined where it is one that the pack allows.
 */
export function unjudgedFor(input: JudgesInput): Unjudged | undefined {
  const { record, ties } = input
  const { judges, tied } = judgesOf(input)
  const { roles, minimumMembers, quorum } = compositionOf(record)
  const least = quorum === 'all-members' ? minimumMembers : Math.max(minimumMembers, quorum)
  const filled = roles.every((role) => {
    const able = judges.filter(({ role: seat, sectors }) => seat === role.id && (!role.ofSector || sectors.includes(record.sector)))
    return able.length >= role.least
  })
  if (tied.length > 0 && !(judges.length >= least && filled)) return { code: 'sitting.tie', members: tied }
  const ofBody = judges.filter(({ expertId }) => ties.ofBody({ expertId, caseId: record.id }))
  const oneSided = record.rulePack.commission.notAllFromPresentingBody && judges.length > 0 && ofBody.length === judges.length
  return oneSided ? { code: 'sitting.all-from-body', members: judges } : undefined
}

/** The first thing that is wrong over several candidates, with everybody whom it is about. */
export function unjudgedAmong({ records, ...input }: Omit<JudgesInput, 'record'> & { readonly records: readonly CaseRecord[] }) {
  const found = records.flatMap((record) => unjudgedFor({ ...input, record }) ?? [])
  const [first] = found
  const alike = found.filter(({ code }) => code === first?.code).flatMap(({ members }) => members.map(({ name }) => name))
  return first && { code: first.code, members: [...new Set(alike)].join(', ') }
}

/**
 * Without those who are tied to a candidate there is still a commission for them.
 *
 * @throws AttestaError `sitting.tie`, `sitting.all-from-body`
 */
export function requireJudges(input: Omit<JudgesInput, 'record'> & { readonly records: readonly CaseRecord[] }): void {
  const unjudged = unjudgedAmong(input)
  requireThat(unjudged === undefined, unjudged?.code ?? 'sitting.tie', { members: unjudged?.members ?? '' })
}
