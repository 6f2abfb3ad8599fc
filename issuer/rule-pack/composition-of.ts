import type { Outcome, Qualification } from '../../credential/attestation/attestation.ts'
import type { RulePack } from './rule-pack.ts'
import type { CommissionRole, Composition } from './shape.ts'

/** What of a case says who must sit. */
export interface Certified {
  readonly rulePack: RulePack
  readonly qualification: Qualification | undefined
  readonly learning: Pick<Outcome['learning'], 'setting'>
}

export interface NeededCommission extends Pick<Composition, 'quorum'> {
  readonly minimumMembers: number
  readonly roles: readonly CommissionRole[]
}

/** The commission that the rules of a case ask for: by what is certified, and by whether the exam ends a course. */
export function compositionOf({ rulePack, qualification, learning }: Certified): NeededCommission {
  const { roles, minimumMembers, quorum } = rulePack.compositions[qualification === undefined ? 'competence' : 'profile']
  const sitting = roles.filter(({ onlyAfterCourse }) => !onlyAfterCourse || learning.setting === 'formal')
  const least = sitting.reduce((sum, role) => sum + role.least, 0)
  return { roles: sitting, minimumMembers: Math.max(minimumMembers, least), quorum }
}
