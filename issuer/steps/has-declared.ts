import type { SittingMember } from './lock-sitting.ts'

type Declaring = Pick<SittingMember, 'declaredFor' | 'conflictWith'>

/** Has this member declared to have no conflict with each of these candidates, and none since? */
export function hasDeclared({ declaredFor, conflictWith }: Declaring, caseIds: readonly string[]): boolean {
  return caseIds.every((caseId) => declaredFor.includes(caseId) && !conflictWith.includes(caseId))
}

/** Has this member said of each of these candidates whether they have a conflict? */
export function hasAnswered({ declaredFor, conflictWith }: Declaring, caseIds: readonly string[]): boolean {
  return caseIds.every((caseId) => declaredFor.includes(caseId) || conflictWith.includes(caseId))
}
