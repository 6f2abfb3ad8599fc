import type { Actor } from '../auth/actor.ts'
import { requireThat } from '../steps/require-that.ts'
import type { World } from '../steps/world.ts'

export interface WithdrawMandateInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly mandateId: string
}

/** A body takes its mandate back: it signs no order by it any more. What it ordered before stays good, since it answers for that. */
export async function withdrawMandate(
  { actor, idempotencyKey, mandateId }: WithdrawMandateInput,
  { db, now }: World,
): Promise<{ id: string }> {
  const { organisation, accountId } = actor
  const request = { organisationId: organisation.id, key: idempotencyKey, action: 'withdraw-mandate', input: { mandateId } }
  return db.transaction(request, async (tx) => {
    requireThat(actor.role === 'officer', 'edc.not-allowed')
    const mandate = await tx.row<{ mandatary_id: string }>('SELECT mandatary_id FROM edc_mandate WHERE id = $1 AND organisation_id = $2', [
      mandateId,
      organisation.id,
    ])
    requireThat(mandate !== undefined, 'mandate.unknown')
    const withdrawn = await tx.rows(
      `INSERT INTO edc_mandate_withdrawal (mandate_id, organisation_id, withdrawn_by, withdrawn_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (mandate_id) DO NOTHING RETURNING 1`,
      [mandateId, organisation.id, accountId, now()],
    )
    const audited = { organisationId: organisation.id, action: 'mandate.withdrawn', actor: accountId, subject: mandate.mandatary_id }
    if (withdrawn.length > 0) tx.audit({ ...audited, facts: { mandateId } })
    return { id: mandateId }
  })
}
