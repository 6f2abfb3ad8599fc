import type { Transaction } from '../db/database.ts'
import type { SittingRecord } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'

/** Enough members are present, and each of them has declared to have no conflict with these candidates. */
export async function requireQuorum(
  { sitting, caseIds }: { sitting: SittingRecord; caseIds: readonly string[] },
  tx: Transaction,
): Promise<void> {
  const present = sitting.members.filter((member) => member.present)
  requireThat(present.length >= sitting.quorumRequired, 'sitting.quorum', { required: sitting.quorumRequired, present: present.length })

  const declared = await tx.rows<{ expert_id: string; case_id: string }>(
    'SELECT expert_id, case_id FROM sitting_declaration WHERE sitting_id = $1',
    [sitting.id],
  )
  const said = new Set(declared.map((row) => `${row.expert_id} ${row.case_id}`))
  const silent = present.find((member) => caseIds.some((caseId) => !said.has(`${member.expertId} ${caseId}`)))
  requireThat(silent === undefined, 'sitting.not-declared')
}
