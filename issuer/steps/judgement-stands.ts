import type { SittingMember } from './lock-sitting.ts'
import type { Ties } from './read-ties.ts'

export interface GivenBy {
  readonly caseId: string
  /** Experts who gave it together; of before it was written down, everybody who was there. */
  readonly panel: readonly string[] | null
}

/** Who took part in a judgement and may not judge this person, as it is known by now; with nobody, the judgement stands. */
export function tiedIn({ caseId, panel }: GivenBy, { members, ties }: { members: readonly SittingMember[]; ties: Ties }): SittingMember[] {
  const gave = members.filter(({ expertId, present }) => (panel === null ? present : panel.includes(expertId)))
  return gave.filter(({ expertId }) => ties({ expertId, caseId }) !== undefined)
}
