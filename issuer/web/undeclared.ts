import type { SittingMember, SittingView } from './api/sittings.ts'

/** Members that have not yet declared to have no conflict, the one who looks among them. */
export function undeclared({ members, state }: SittingView): readonly SittingMember[] {
  return state === 'signing' || state === 'closed' ? [] : members.filter(({ declared }) => !declared)
}
