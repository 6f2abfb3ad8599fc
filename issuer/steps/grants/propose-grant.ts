import { randomUUID } from 'node:crypto'
import type { Actor, Role } from '../../auth/actor.ts'
import { TASKS } from '../../procedure/procedure.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { ADMINISTRATION, requireAdministrator, rolesIn } from './require-administrator.ts'

export interface ProposeGrantInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly organisationId: string
  /** Address with which the person logs in; who never did cannot be given a role. */
  readonly email: string
  readonly role: Role
  readonly tasks: readonly string[]
  readonly validFrom: Date
  readonly validUntil: Date
  readonly reason: string
}

/** The first pair of eyes: an administrator proposes that somebody works for an organisation, as what, and until when. */
export async function proposeGrant(input: ProposeGrantInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<{ id: string }> {
  const { actor, organisationId, role, validFrom, validUntil } = input
  const email = input.email.trim().toLowerCase()
  const reason = input.reason.trim()
  const tasks = [...TASKS, ADMINISTRATION].filter((task) => input.tasks.includes(task) && (role === 'officer' || task === ADMINISTRATION))
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'propose-grant',
    input: { organisationId, email, role, tasks, validFrom, validUntil, reason },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    const organisation = await requireAdministrator({ actor, organisationId }, tx)
    requireThat(rolesIn(organisation.kind).includes(role), 'grant.role')
    requireThat(role === 'member' || tasks.length > 0 || role === 'chamber', 'grant.no-task')
    requireThat(validFrom < validUntil && at < validUntil, 'grant.interval')
    const accounts = await tx.rows<{ id: string }>('SELECT id FROM account WHERE lower(email) = $1 LIMIT 2', [email])
    const account = accounts[0]
    requireThat(account !== undefined, 'grant.no-account')
    requireThat(accounts.length === 1, 'grant.two-accounts')
    requireThat(account.id !== actor.accountId, 'grant.own')
    const open = await tx.rows(
      'SELECT 1 FROM membership_grant WHERE organisation_id = $1 AND account_id = $2 AND role = $3 AND decision IS NULL',
      [organisationId, account.id, role],
    )
    requireThat(open.length === 0, 'grant.already-proposed')
    const id = randomUUID()
    await tx.rows(
      `INSERT INTO membership_grant (id, organisation_id, account_id, role, tasks, valid_from, valid_until, reason, proposed_by, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, organisationId, account.id, role, tasks, validFrom, validUntil, reason, actor.accountId, at],
    )
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'grant.proposed',
      actor: actor.accountId,
      subject: id,
      facts: { organisationId, accountId: account.id, role, tasks: tasks.join(' ') },
    })
    return { id }
  })
}
