import type { Actor } from '../auth/actor.ts'
import { advance } from '../procedure/advance.ts'
import { lockCase } from './lock-case.ts'
import { type LeftOutWhy, lockSitting } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import type { World } from './world.ts'

export interface LeaveOutInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly caseId: string
  readonly why: LeftOutWhy
  /** In words; it stays in the history of the case. */
  readonly reason: string
}

/**
 * The president goes on without a candidate who does not come, gives up, or cannot be judged by this commission. The person waits for
 * another one, and what was judged of them here decides nothing.
 *
 * @throws AttestaError `sitting.president-only`, `sitting.not-open`, `sitting.candidate-unknown`, `case.reason-missing`
 */
export async function leaveOut(input: LeaveOutInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<null> {
  const { actor, sittingId, caseId, why, reason, seen } = input
  const organisationId = actor.organisation.id
  const request = { organisationId, key: input.idempotencyKey, action: 'leave-out', input: { sittingId, caseId, why, reason } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const sitting = await lockSitting(sittingId, actor, tx)
    await requireUnchanged({ subjects: [sittingId], organisationId: actor.organisation.id, version: seen }, tx)
    requireThat(sitting.me.role === 'presidente', 'sitting.president-only')
    requireThat(sitting.state === 'open', 'sitting.not-open', { state: sitting.state })
    requireThat(sitting.caseIds.includes(caseId), 'sitting.candidate-unknown')
    const record = await lockCase(caseId, tx)
    await advance({ record, act: 'leave-out', actor, at, reason: { class: why, text: reason } }, tx)
    await tx.rows(
      `INSERT INTO sitting_left_out (sitting_id, organisation_id, case_id, why, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)`,
      [sittingId, organisationId, caseId, why, at, actor.accountId],
    )
    await tx.rows('UPDATE commission_request SET commission_id = NULL WHERE case_id = $1 AND commission_id = $2', [
      caseId,
      sitting.commission.id,
    ])
    tx.audit({ organisationId, action: 'candidate.left-out', actor: actor.accountId, subject: sittingId, facts: { caseId, why } })
    tx.outbox({ organisationId: record.organisationId, topic: 'candidate.left-out', payload: { caseId } })
    return null
  })
}
