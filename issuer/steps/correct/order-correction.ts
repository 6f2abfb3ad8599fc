import { dayInRome } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import type { StatusWord } from '../change-status.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import { shownAct } from '../shown.ts'
import type { World } from '../world.ts'

export interface OrderCorrectionInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly attestationId: string
  readonly confirmNumber: string
  readonly act: { readonly number: string; readonly date: string }
  readonly reason: string
}

/**
 * The Region orders, by an act with a number, that a body puts an act right. The act stays as it is until the body has done so: the order is
 * a task of the body, which only a rettifica or an annulment ends.
 *
 * @throws AttestaError `attestation.unknown`, `correction.order-not-allowed`, `confirm.mismatch`, `correction.state`, `correction.ordered`,
 *   `status.act-date`
 */
export async function orderCorrection(
  { actor, idempotencyKey: key, attestationId, confirmNumber, act, reason: typed, seen }: OrderCorrectionInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<null> {
  const { organisation } = actor
  const reason = typed.trim()
  const request = { organisationId: organisation.id, key, action: 'order-correction', input: { attestationId, act, reason } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const found = await tx.row<{ number: string; organisation_id: string; case_id: string; released_at: Date; word: StatusWord }>(
      `SELECT a.number, a.organisation_id, a.case_id, a.released_at,
         coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word
       FROM attestation a WHERE a.id = $1 AND EXISTS (SELECT 1 FROM recognition r WHERE r.id = a.recognition_id AND r.recogniser_id = $2)
       FOR UPDATE OF a`,
      [attestationId, organisation.id],
    )
    requireThat(found !== undefined, 'attestation.unknown')
    requireThat(actor.role === 'region', 'correction.order-not-allowed')
    await requireUnchanged({ ...shownAct({ attestationId, caseId: found.case_id, bodyId: found.organisation_id }), version: seen }, tx)
    const { number, word } = found
    requireThat(confirmNumber.trim() === number, 'confirm.mismatch', { number })
    requireThat(word === 'valido' || word === 'sospeso', 'correction.state', { word })
    requireThat(reason.length >= 3, 'status.reason-missing')
    const since = dayInRome(found.released_at)
    requireThat(since <= act.date && act.date <= dayInRome(at), 'status.act-date', { since })
    const kept = await tx.row(
      `INSERT INTO correction_order (organisation_id, attestation_id, ordered_for, ordered_by, ordered_at, act_number, act_date, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (attestation_id) DO NOTHING RETURNING id`,
      [found.organisation_id, attestationId, organisation.id, actor.accountId, at, act.number, act.date, reason],
    )
    requireThat(kept !== undefined, 'correction.ordered')
    for (const organisationId of [organisation.id, found.organisation_id])
      tx.audit({
        organisationId,
        action: 'correction.ordered',
        actor: actor.accountId,
        subject: found.case_id,
        facts: { actNumber: act.number },
      })
    tx.outbox({ organisationId: found.organisation_id, topic: 'correction.ordered', payload: { attestationId } })
    return null
  })
}
