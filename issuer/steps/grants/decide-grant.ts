import type { Actor } from '../../auth/actor.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { requireAdministrator } from './require-administrator.ts'

export interface DecideGrantInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly grantId: string
  /** Why not, where it is refused; a grant that is confirmed needs none. */
  readonly refusal?: string
}

interface Row {
  organisation_id: string
  account_id: string
  role: string
  tasks: string[]
  valid_from: Date
  valid_until: Date
  proposed_by: string
  decision: string | null
}

/**
 * The second pair of eyes: another administrator confirms a grant, or refuses it and says why. Nobody confirms what they proposed, nor what
 * they would gain by.
 *
 * @throws AttestaError `grant.unknown`, `grant.not-administrator`, `grant.decided`, `grant.four-eyes`, `grant.interval`
 */
export async function decideGrant(
  { actor, idempotencyKey, grantId, refusal }: DecideGrantInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<{ decision: 'confirmed' | 'refused' }> {
  const decision = refusal === undefined ? 'confirmed' : 'refused'
  const request = { organisationId: actor.organisation.id, key: idempotencyKey, action: `grant.${decision}`, input: { grantId, refusal } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const grant = await tx.row<Row>(
      `SELECT organisation_id, account_id, role, tasks, valid_from, valid_until, proposed_by, decision
       FROM membership_grant WHERE id = $1 FOR UPDATE`,
      [grantId],
    )
    requireThat(grant !== undefined, 'grant.unknown')
    await requireAdministrator({ actor, organisationId: grant.organisation_id }, tx)
    requireThat(grant.decision === null, 'grant.decided')
    requireThat(grant.proposed_by !== actor.accountId, 'grant.four-eyes')
    requireThat(decision === 'refused' || grant.account_id !== actor.accountId, 'grant.four-eyes')
    requireThat(decision === 'refused' || at < grant.valid_until, 'grant.interval')
    await tx.rows('UPDATE membership_grant SET decided_by = $2, decided_at = $3, decision = $4, decision_reason = $5 WHERE id = $1', [
      grantId,
      actor.accountId,
      at,
      decision,
      refusal?.trim() ?? null,
    ])
    if (decision === 'confirmed') {
      await tx.rows(
        `INSERT INTO membership (account_id, organisation_id, role, tasks, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account_id, organisation_id, role)
         DO UPDATE SET tasks = excluded.tasks, valid_until = excluded.valid_until,
           valid_from = CASE WHEN membership.valid_until > $7 THEN least(membership.valid_from, excluded.valid_from) ELSE excluded.valid_from END`,
        [grant.account_id, grant.organisation_id, grant.role, grant.tasks, grant.valid_from, grant.valid_until, at],
      )
    }
    tx.audit({
      organisationId: actor.organisation.id,
      action: `grant.${decision}`,
      actor: actor.accountId,
      subject: grantId,
      facts: { organisationId: grant.organisation_id, accountId: grant.account_id, role: grant.role },
    })
    return { decision }
  })
}
