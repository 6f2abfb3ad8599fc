import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { ADMINISTRATION } from '../steps/grants/require-administrator.ts'
import { SOON_DAYS } from './people.ts'

/** What the roles of people ask for today: a grant that waits for a second pair of eyes, a role that ends soon, one's own first. */
export async function grantTasks({ actor, db, now }: { actor: Actor; db: Pick<Database, 'rows'>; now: Date }) {
  const administers = actor.tasks.includes(ADMINISTRATION)
  const ending = await db.rows<{ account_id: string; name: string; role: string; valid_until: Date; mine: boolean; organisation: string }>(
    `SELECT m.account_id, a.name, m.role, m.valid_until, m.account_id = $2 AS mine, o.name AS organisation
     FROM membership m JOIN account a ON a.id = m.account_id JOIN organisation o ON o.id = m.organisation_id
     WHERE m.organisation_id = $1 AND (m.account_id = $2 AND m.role = $5 OR $3)
       AND m.valid_until > $4 AND m.valid_until < $4::timestamptz + interval '${SOON_DAYS} days'
     ORDER BY mine DESC, m.valid_until LIMIT 50`,
    [actor.organisation.id, actor.accountId, administers, now, actor.role],
  )
  const waiting = administers
    ? await db.rows<{ id: string; name: string; organisation_id: string; organisation: string; reason: string }>(
        `SELECT g.id, a.name, g.organisation_id, o.name AS organisation, g.reason
         FROM membership_grant g JOIN account a ON a.id = g.account_id JOIN organisation o ON o.id = g.organisation_id
         WHERE g.decision IS NULL AND g.proposed_by <> $2 AND g.account_id <> $2 AND (g.organisation_id = $1 OR $3 AND (o.registered_by = $1
           OR EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = o.id AND r.recogniser_id = $1)))
         ORDER BY g.proposed_at LIMIT 50`,
        [actor.organisation.id, actor.accountId, actor.role === 'region'],
      )
    : []
  return [
    ...waiting.map(({ id, name, organisation_id, organisation, reason }) => ({
      id,
      verb: 'confirm-grant',
      person: name,
      title: `Conferma o rifiuta il ruolo di ${name}`,
      detail: `${organisation} · «${reason}»`,
      href: organisation_id === actor.organisation.id ? '/persone' : `/enti/${organisation_id}/persone`,
    })),
    ...ending.map(({ account_id, name, role, valid_until, mine, organisation }) => ({
      id: `${account_id}.${role}`,
      verb: mine ? 'own-role-ends' : 'role-ends',
      person: name,
      title: mine ? 'Il tuo ruolo scade: chiedi di rinnovarlo' : `Il ruolo di ${name} scade: rinnovalo`,
      detail: organisation,
      href: '/persone',
      due: formatDateTime(valid_until),
    })),
  ]
}
