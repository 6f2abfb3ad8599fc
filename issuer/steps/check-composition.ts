import { compositionOf } from '../rule-pack/composition-of.ts'
import type { CaseRecord } from './lock-case.ts'
import type { RosterMember } from './read-roster.ts'
import { requireThat } from './require-that.ts'

export interface CheckCompositionInput {
  readonly roster: readonly RosterMember[]
  readonly record: CaseRecord
  /** Experts for whom the Chamber has written why they sit all the same. */
  readonly reasoned?: ReadonlySet<string>
}

/** Is this a commission that the rule pack allows for this candidate? Each refusal names the member and the reason. */
export function checkComposition({ roster, record, reasoned = new Set() }: CheckCompositionInput): void {
  const rules = record.rulePack.commission
  const { roles, minimumMembers } = compositionOf(record)
  const inRole = (id: string) => roster.filter((member) => member.role === id)
  const stranger = roster.find((member) => member.role !== undefined && !roles.some(({ id }) => id === member.role))
  const unfit = roster.find((member) => member.role === undefined || !member.roles.includes(member.role))
  const candidate = roster.find((member) => member.isCandidate)
  const tied = roster.find((member) => member.tie !== undefined)

  requireThat(stranger === undefined, 'appoint.role-unknown', { role: stranger?.role ?? '', known: roles.map(({ it }) => it).join(', ') })
  requireThat(roster.length >= minimumMembers, 'appoint.too-few', { needed: minimumMembers, given: roster.length })
  requireThat(inRole('presidente').length === 1, 'appoint.president', { given: inRole('presidente').length })
  for (const { id, it, en, least, most, ofSector } of roles) {
    const given = inRole(id)
    const able = given.filter((member) => !ofSector || member.sectors.includes(record.sector))
    requireThat(!ofSector || able.length > 0, 'appoint.content-expert', { sector: record.sector })
    const right = able.length >= least && (most === undefined || given.length <= most)
    requireThat(right, 'appoint.role-count', { role: it, roleEn: en, needed: least, given: able.length })
  }
  requireThat(unfit === undefined, 'appoint.role', { member: unfit?.expertId ?? '', role: unfit?.role ?? '' })
  requireThat(candidate === undefined, 'appoint.is-candidate')
  requireThat(tied === undefined, 'appoint.tie', { relation: tied?.tie?.relation ?? '', year: tied?.tie?.year ?? 0 })
  const keptOut = roster.find((member) => member.blockedBy?.why === 'presenting-body')
  requireThat(keptOut === undefined, 'appoint.of-body')
  requireThat(!rules.notAllFromPresentingBody || roster.some((member) => !member.ofPresentingBody), 'appoint.all-from-body')
  const unexplained = roster.find((member) => member.asksReason !== undefined && !reasoned.has(member.expertId))
  requireThat(unexplained === undefined, 'appoint.reason-missing', { expert: unexplained?.name ?? '' })
}
