import type { Actor } from '../auth/actor.ts'
import { requireThat } from '../steps/require-that.ts'
import type { World } from '../steps/world.ts'

export interface AcceptMandateInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly mandateId: string
}

/** Who was asked to seal for a body says yes: from then on its seal is used for that body's credentials. */
export async function acceptMandate({ actor, idempotencyKey, mandateId }: AcceptMandateInput, { db, now }: World): Promise<{ id: string }> {
  const { organisation, accountId } = actor
  const request = { organisationId: organisation.id, key: idempotencyKey, action: 'accept-mandate', input: { mandateId } }
  return db.transaction(request, async (tx) => {
    requireThat(actor.role === 'officer' || actor.role === 'region', 'edc.not-allowed')
    const mandate = await tx.row<{ organisation_id: string }>(
      `SELECT organisation_id FROM edc_mandate m WHERE id = $1 AND mandatary_id = $2
         AND NOT EXISTS (SELECT 1 FROM edc_mandate_withdrawal w WHERE w.mandate_id = m.id)
         AND NOT EXISTS (SELECT 1 FROM edc_mandate_refusal r WHERE r.mandate_id = m.id)`,
      [mandateId, organisation.id],
    )
    requireThat(mandate !== undefined, 'mandate.unknown')
    await tx.rows(
      `INSERT INTO edc_mandate_acceptance (mandate_id, organisation_id, accepted_by, accepted_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (mandate_id) DO NOTHING`,
      [mandateId, organisation.id, accountId, now()],
    )
    const facts = { mandateId }
    tx.audit({ organisationId: organisation.id, action: 'mandate.accepted', actor: accountId, subject: mandate.organisation_id, facts })
    return { id: mandateId }
  })
}
