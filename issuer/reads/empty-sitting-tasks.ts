import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { NOBODY_LEFT } from '../steps/nobody-left.ts'

interface EmptySittingTask {
  readonly id: string
  readonly verb: 'call-off'
  readonly person: string
  readonly title: string
  readonly detail: string
  readonly href: string
  readonly due: string
}

/** Sittings in which nobody is left to be heard: the Chamber calls them off, or they stand for ever. */
export async function emptySittingTasks({ actor, db }: { actor: Actor; db: Pick<Database, 'rows'> }): Promise<EmptySittingTask[]> {
  const rows = await db.rows<{ id: string; planned_at: Date; place: string; act_number: string }>(
    `SELECT s.id, s.planned_at, s.place, c.act_number FROM sitting s JOIN commission c ON c.id = s.commission_id
     WHERE s.organisation_id = $1 AND s.state IN ('convened', 'open')
       AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.id) AND ${NOBODY_LEFT}
     ORDER BY s.planned_at, s.id LIMIT 50`,
    [actor.organisation.id],
  )
  return rows.map(({ id, planned_at, place, act_number }) => ({
    id: `${id}-nobody`,
    verb: 'call-off',
    person: act_number,
    title: `Annulla la seduta dell'atto ${act_number}: nessun candidato`,
    detail: place,
    href: '/sedute',
    due: planned_at.toISOString(),
  }))
}
