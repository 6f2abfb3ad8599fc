import type { SittingMember } from './lock-sitting.ts'
import type { Ties } from './read-ties.ts'
import { requireThat } from './require-that.ts'

export interface RequireNoTieInput {
  readonly members: readonly Pick<SittingMember, 'expertId' | 'name'>[]
  readonly caseIds: readonly string[]
  readonly ties: Ties
}

/**
 * Nothing stands between these members and these candidates, whenever it came to be known.
 *
 * @throws AttestaError `sitting.tie`
 */
export function requireNoTie({ members, caseIds, ties }: RequireNoTieInput): void {
  const tied = members.filter(({ expertId }) => caseIds.some((caseId) => ties({ expertId, caseId }) !== undefined))
  requireThat(tied.length === 0, 'sitting.tie', { members: tied.map(({ name }) => name).join(', ') })
}
