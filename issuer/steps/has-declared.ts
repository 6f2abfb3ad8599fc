import type { SittingMember } from './lock-sitting.ts'

/** Has this member declared to have no conflict with each of these candidates? */
export function hasDeclared(member: Pick<SittingMember, 'declaredFor'>, caseIds: readonly string[]): boolean {
  return caseIds.every((caseId) => member.declaredFor.includes(caseId))
}
