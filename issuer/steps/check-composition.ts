import type { CaseRecord } from './lock-case.ts'
import type { RosterMember } from './read-roster.ts'
import { requireThat } from './require-that.ts'

/** Is this a commission that the rule pack allows for this candidate? Each refusal names the member and the reason. */
export function checkComposition({ roster, record }: { roster: readonly RosterMember[]; record: CaseRecord }): void {
  const rules = record.rulePack.commission
  const sectorOf = (member: RosterMember) => !rules.contentExpertOfSector || member.sectors.includes(record.sector)
  const presidents = roster.filter((member) => member.role === 'presidente')
  const experts = roster.filter((member) => member.role === 'esperto')
  const unfit = roster.find((member) => member.role === undefined || !member.roles.includes(member.role))
  const candidate = roster.find((member) => member.isCandidate)
  const tied = roster.find((member) => member.tie !== undefined)

  requireThat(roster.length >= rules.minimumMembers, 'appoint.too-few', { needed: rules.minimumMembers, given: roster.length })
  requireThat(presidents.length === rules.presidents, 'appoint.president', { given: presidents.length })
  requireThat(experts.filter(sectorOf).length >= rules.contentExperts, 'appoint.content-expert', { sector: record.sector })
  requireThat(unfit === undefined, 'appoint.role', { member: unfit?.expertId ?? '', role: unfit?.role ?? '' })
  requireThat(candidate === undefined, 'appoint.is-candidate')
  requireThat(tied === undefined, 'appoint.tie', { relation: tied?.tie?.relation ?? '', year: tied?.tie?.year ?? 0 })
  requireThat(!rules.notAllFromPresentingBody || roster.some((member) => !member.ofPresentingBody), 'appoint.all-from-body')
}
