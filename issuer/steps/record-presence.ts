import type { Actor } from '../auth/actor.ts'
import { lockSitting } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import type { World } from './world.ts'

export interface RecordPresenceInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  /** Experts of the commission who are there; replaces what was recorded before. */
  readonly memberIds: readonly string[]
}

/** The president records who is present; whether they are enough is asked when a judgement is given and when the minutes close. */
export async function recordPresence(
  { actor, idempotencyKey: key, sittingId, memberIds, seen }: RecordPresenceInput,
  { db, now }: World,
): Promise<null> {
  const request = { organisationId: actor.organisation.id, key, action: 'record-presence', input: { sittingId, memberIds } }
  return db.transaction(request, async (tx) => {
    const sitting = await lockSitting(sittingId, actor, tx)
    await requireUnchanged({ subjects: [sittingId], organisationId: actor.organisation.id, version: seen }, tx)

    requireThat(sitting.me.role === 'presidente', 'sitting.president-only')
    requireThat(sitting.state === 'open', 'sitting.not-open', { state: sitting.state })
    const known = new Set(sitting.members.map((member) => member.expertId))
    requireThat(
      memberIds.every((id) => known.has(id)),
      'sitting.not-a-member',
    )

    await tx.rows('DELETE FROM sitting_presence WHERE sitting_id = $1', [sittingId])
    await tx.rows(
      `INSERT INTO sitting_presence (sitting_id, organisation_id, expert_id, recorded_at)
       SELECT DISTINCT $1::uuid, $2::uuid, expert_id, $4::timestamptz FROM unnest($3::uuid[]) AS expert_id`,
      [sittingId, actor.organisation.id, memberIds, now()],
    )
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'presence.recorded',
      actor: actor.accountId,
      subject: sittingId,
      facts: { present: memberIds.length },
    })
    return null
  })
}
