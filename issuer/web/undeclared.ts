import type { SittingMember, SittingView } from './api/sittings.ts'

/** Members, other than the one who looks, that have not yet declared to have no conflict. */
export function undeclared({ members, state }: SittingView): readonly SittingMember[] {
  return state === 'signing' || state === 'closed' ? [] : members.filter(({ declared, me }) => !declared && !me)
}
