import type { Actor } from '../auth/actor.ts'
import { requireThat } from '../steps/require-that.ts'
import type { World } from '../steps/world.ts'

export interface RefuseMandateInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly mandateId: string
}

/**
 * Who was asked to seal for a body says no, or gives up what it had taken on: nobody seals against their will (art. 1727 c.c.). What
 * was sealed before stays good, since the body answers for that.
 */
export async function refuseMandate({ actor, idempotencyKey, mandateId }: RefuseMandateInput, { db, now }: World): Promise<{ id: string }> {
  const { organisation, accountId } = actor
  const request = { organisationId: organisation.id, key: idempotencyKey, action: 'refuse-mandate', input: { mandateId } }
  return db.transaction(request, async (tx) => {
    requireThat(actor.role === 'officer' || actor.role === 'region', 'edc.not-allowed')
    const mandate = await tx.row<{ organisation_id: string; accepted: boolean }>(
      `SELECT organisation_id, EXISTS (SELECT 1 FROM edc_mandate_acceptance a WHERE a.mandate_id = m.id) AS accepted
       FROM edc_mandate m WHERE id = $1 AND mandatary_id = $2`,
      [mandateId, organisation.id],
    )
    requireThat(mandate !== undefined, 'mandate.unknown')
    const refused = await tx.rows(
      `INSERT INTO edc_mandate_refusal (mandate_id, organisation_id, refused_by, refused_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (mandate_id) DO NOTHING RETURNING 1`,
      [mandateId, organisation.id, accountId, now()],
    )
    const action = mandate.accepted ? 'mandate.given-up' : 'mandate.refused'
    const audited = { organisationId: organisation.id, action, actor: accountId, subject: mandate.organisation_id }
    if (refused.length > 0) tx.audit({ ...audited, facts: { mandateId } })
    return { id: mandateId }
  })
}
