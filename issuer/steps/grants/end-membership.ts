import type { Actor, Role } from '../../auth/actor.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { requireAdministrator } from './require-administrator.ts'

export interface EndMembershipInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly organisationId: string
  readonly accountId: string
  readonly role: Role
  readonly reason: string
}

/** Takes a role away at once: the next request of whoever had it is refused. One administrator is enough, since it opens nothing. */
export async function endMembership(input: EndMembershipInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<{ ended: true }> {
  const { actor, organisationId, accountId, role } = input
  const reason = input.reason.trim()
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'end-membership',
    input: { organisationId, accountId, role, reason },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    await requireAdministrator({ actor, organisationId }, tx)
    requireThat(accountId !== actor.accountId, 'grant.own')
    const ended = await tx.rows(
      `UPDATE membership SET valid_until = greatest($4, valid_from) WHERE account_id = $1 AND organisation_id = $2 AND role = $3 AND valid_until > $4
       RETURNING 1`,
      [accountId, organisationId, role, at],
    )
    requireThat(ended.length === 1, 'grant.no-membership')
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'membership.ended',
      actor: actor.accountId,
      subject: accountId,
      facts: { organisationId, role },
    })
    return { ended: true }
  })
}
