import type { Actor, Role } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { ADMINISTRATION, requireAdministrator } from './require-administrator.ts'

export interface EndMembershipInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly organisationId: string
  readonly accountId: string
  readonly role: Role
  readonly reason: string
}

/**
 * Takes a role away at once: the next request of whoever had it is refused. One administrator is enough, since it opens nothing. Of the
 * Region two stay who may propose and confirm: nobody stands above it who could give the role again.
 *
 * @throws AttestaError `organisation.unknown`, `grant.not-administrator`, `grant.own`, `grant.last-administrators`, `grant.no-membership`
 */
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
    const { kind } = await requireAdministrator({ actor, organisationId }, tx)
    requireThat(accountId !== actor.accountId, 'grant.own')
    if (kind === 'region') await requireTwoLeft({ organisationId, accountId, at }, tx)
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

async function requireTwoLeft(
  { organisationId, accountId, at }: Pick<EndMembershipInput, 'organisationId' | 'accountId'> & { at: Date },
  tx: Transaction,
): Promise<void> {
  const left = await tx.rows(
    `SELECT account_id FROM membership WHERE organisation_id = $1 AND $2 = ANY (tasks) AND valid_from <= $3 AND $3 < valid_until FOR UPDATE`,
    [organisationId, ADMINISTRATION, at],
  )
  const others = new Set(left.map((row) => String(row.account_id)).filter((id) => id !== accountId))
  requireThat(others.size >= 2 || !left.some((row) => row.account_id === accountId), 'grant.last-administrators')
}
