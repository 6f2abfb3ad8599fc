import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor, Role } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { ADMINISTRATION, readLookedAfter, rolesIn } from '../steps/grants/require-administrator.ts'

/** Within how many days the end of a role is said. */
export const SOON_DAYS = 30

interface MemberRow {
  readonly account_id: string
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly tasks: string[]
  readonly valid_from: Date
  readonly valid_until: Date | null
  readonly total: number
}

interface GrantRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly tasks: string[]
  readonly valid_from: Date
  readonly valid_until: Date
  readonly reason: string
  readonly proposer: string
  readonly proposed_at: Date
  readonly decider: string | null
  readonly decided_at: Date | null
  readonly decision: 'confirmed' | 'refused' | null
  readonly decision_reason: string | null
  readonly own: boolean
}

const PER_PAGE = 25
const GRANTS_SHOWN = 50

/**
 * Who works where, as what and until when, and what was proposed.
 *
 * @throws AttestaError `organisation.unknown`
 */
export async function readPeople({
  organisationId,
  page = 1,
  actor,
  db,
  now,
}: {
  organisationId: string
  page?: number
  actor: Actor
  db: Pick<Database, 'rows'>
  now: Date
}) {
  const organisation = await readLookedAfter({ actor, organisationId }, db)
  if (organisation === undefined) throw new AttestaError('organisation.unknown')
  const members = await db.rows<MemberRow>(
    `SELECT m.account_id, a.name, a.email, m.role, m.tasks, m.valid_from, nullif(m.valid_until, 'infinity') AS valid_until, count(*) OVER ()::int AS total
     FROM membership m JOIN account a ON a.id = m.account_id WHERE m.organisation_id = $1
     ORDER BY (m.valid_until <= $2), a.name, m.role LIMIT ${PER_PAGE} OFFSET $3`,
    [organisationId, now, (page - 1) * PER_PAGE],
  )
  const grants = await db.rows<GrantRow>(
    `SELECT g.id, a.name, g.role, g.tasks, g.valid_from, g.valid_until, g.reason, p.name AS proposer, g.proposed_at, d.name AS decider,
       g.decided_at, g.decision, g.decision_reason, g.proposed_by = $2 OR g.account_id = $2 AS own
     FROM membership_grant g JOIN account a ON a.id = g.account_id JOIN account p ON p.id = g.proposed_by
       LEFT JOIN account d ON d.id = g.decided_by
     WHERE g.organisation_id = $1 ORDER BY g.decided_at DESC NULLS FIRST, g.proposed_at DESC LIMIT ${GRANTS_SHOWN}`,
    [organisationId, actor.accountId],
  )
  const total = members[0]?.total ?? 0
  return {
    organisation,
    roles: rolesIn(organisation.kind),
    mayGrant: actor.tasks.includes(ADMINISTRATION),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PER_PAGE)),
    people: members.map(({ account_id, name, email, role, tasks, valid_from, valid_until }) => ({
      accountId: account_id,
      name,
      ...(email !== null && { email }),
      role,
      tasks,
      from: formatDateTime(valid_from),
      ...(valid_until !== null && { until: formatDateTime(valid_until) }),
      state: stateOf(valid_from, valid_until, now),
      me: account_id === actor.accountId,
    })),
    grants: grants.map(({ id, name, role, tasks, valid_from, valid_until, reason, own, ...row }) => ({
      id,
      name,
      role,
      tasks,
      from: formatDateTime(valid_from),
      until: formatDateTime(valid_until),
      reason,
      proposer: row.proposer,
      proposedAt: formatDateTime(row.proposed_at),
      /** Whoever proposed it, or gains by it, does not confirm it. */
      own,
      ...(row.decision !== null && {
        decision: row.decision,
        decider: row.decider ?? '',
        decidedAt: formatDateTime(row.decided_at ?? now),
        ...(row.decision_reason !== null && { decisionReason: row.decision_reason }),
      }),
    })),
  }
}

function stateOf(from: Date, until: Date | null, now: Date): 'attiva' | 'in-scadenza' | 'scaduta' | 'futura' {
  if (until !== null && until <= now) return 'scaduta'
  if (now < from) return 'futura'
  return until !== null && until.getTime() - now.getTime() < SOON_DAYS * 86_400_000 ? 'in-scadenza' : 'attiva'
}
