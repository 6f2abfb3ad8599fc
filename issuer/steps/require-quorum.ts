import { hasAnswered } from './has-declared.ts'
import type { SittingRecord } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'

/** Enough members are present, and each of them has declared whether they have a conflict with these candidates. */
export function requireQuorum({ sitting, caseIds }: { sitting: SittingRecord; caseIds: readonly string[] }): void {
  const present = sitting.members.filter((member) => member.present)
  requireThat(present.length >= sitting.quorumRequired, 'sitting.quorum', { required: sitting.quorumRequired, present: present.length })
  const silent = present.filter((member) => !hasAnswered(member, caseIds))
  requireThat(silent.length === 0, 'sitting.undeclared', { members: silent.map(({ name }) => name).join(', ') })
}
