import type { Actor } from '../../auth/actor.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { lockCorrection } from './lock-correction.ts'

export interface RefuseCorrectionInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly correctionId: string
  readonly reason: string
}

/** The Chamber sees no clerical error: the act stays as it is, and the body knows why. */
export async function refuseCorrection(
  { actor, idempotencyKey: key, correctionId, reason: typed }: RefuseCorrectionInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<null> {
  const organisationId = actor.organisation.id
  const reason = typed.trim()
  return db.transaction({ organisationId, key, action: 'refuse-correction', input: { correctionId, reason } }, async (tx) => {
    const correction = await lockCorrection({ id: correctionId, actor }, tx)
    requireThat(reason.length >= 3, 'status.reason-missing')
    await tx.rows(`UPDATE correction SET answer = 'refused', answered_at = $2, answered_by = $3, answer_reason = $4 WHERE id = $1`, [
      correction.id,
      now(),
      actor.accountId,
      reason,
    ])
    const facts = { correctionId: correction.id }
    tx.audit({ organisationId, action: 'correction.refused', actor: actor.accountId, subject: correction.caseId, facts })
    tx.outbox({ organisationId: correction.bodyId, topic: 'correction.answered', payload: { correctionId: correction.id } })
    return null
  })
}
