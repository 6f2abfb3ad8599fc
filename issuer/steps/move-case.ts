import type { Transaction } from '../db/database.ts'
import type { CaseRecord, CaseState } from './lock-case.ts'

/** The case reaches a state: the row says where it is, `case_transition` when it got there and by whom. */
export async function moveCase(
  { record, state, at, by }: { record: Pick<CaseRecord, 'id' | 'organisationId'>; state: CaseState; at: Date; by: string | undefined },
  tx: Transaction,
): Promise<void> {
  await tx.rows('UPDATE ivc_case SET state = $2, updated_at = $3 WHERE id = $1', [record.id, state, at])
  await tx.rows('INSERT INTO case_transition (organisation_id, case_id, state, at, by) VALUES ($1, $2, $3, $4, $5)', [
    record.organisationId,
    record.id,
    state,
    at,
    by ?? null,
  ])
}
