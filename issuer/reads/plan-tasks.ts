import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'

interface PlanTask {
  readonly id: string
  readonly verb: 'plan-sittings'
  readonly person: string
  readonly title: string
  readonly detail: string
  readonly href: string
  /** How many wait, in how many sittings they fit, and how many that spares. */
  readonly saves: { readonly people: number; readonly sittings: number; readonly spared: number }
}

/** What the planner proposes as the size of a room; the Chamber says its own there. */
const SEATS = 8

/**
 * How many sittings a plan would save, before one is asked for: people of one sector and province, under the same rules, can be heard
 * together. Nothing is said where everybody would have a sitting of their own all the same.
 */
export async function planTasks({ actor, db }: { actor: Actor; db: Pick<Database, 'rows'> }): Promise<PlanTask[]> {
  const [row] = await db.rows<{ people: number; sittings: number }>(
    `SELECT coalesce(sum(people), 0)::int AS people, coalesce(sum((people + ${SEATS - 1}) / ${SEATS}), 0)::int AS sittings FROM (
       SELECT count(*)::int AS people FROM commission_request r JOIN ivc_case k ON k.id = r.case_id
       WHERE r.chamber_id = $1 AND r.commission_id IS NULL AND k.state = 'commissione_richiesta'
       GROUP BY k.sector, k.province, k.rule_pack_id, k.rule_pack_version, k.qualification IS NULL) g`,
    [actor.organisation.id],
  )
  const { people, sittings } = row ?? { people: 0, sittings: 0 }
  if (people === sittings) return []
  return [
    {
      id: 'plan-sittings',
      verb: 'plan-sittings',
      person: '',
      title: `Pianifica le sedute per ${people} persone`,
      detail: '',
      href: '/pianifica',
      saves: { people, sittings, spared: people - sittings },
    },
  ]
}
