import type { Outcome, Qualification } from '../../credential/attestation/attestation.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { compositionOf } from '../rule-pack/composition-of.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { kindOf } from './plan/group.ts'
import { WAITS } from './plan/waiting.ts'

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

interface Row {
  readonly sector: string
  readonly province: string
  readonly rule_pack_id: string
  readonly rule_pack_version: string
  readonly qualification: Qualification | null
  readonly setting: Outcome['learning']['setting']
  readonly people: number
}

/**
 * How many sittings a plan would save, before one is asked for: whom the planner can put before one commission are counted together here
 * too. Nothing is said where everybody would have a sitting of their own all the same.
 */
export async function planTasks({ actor, db }: { actor: Actor; db: Pick<Database, 'rows'> }): Promise<PlanTask[]> {
  const rows = await db.rows<Row & Record<string, unknown>>(
    `SELECT k.sector, k.province, k.rule_pack_id, k.rule_pack_version, min(k.qualification::text)::jsonb AS qualification,
       k.learning->>'setting' AS setting, count(*)::int AS people
     FROM commission_request r JOIN ivc_case k ON k.id = r.case_id WHERE ${WAITS}
     GROUP BY k.sector, k.province, k.rule_pack_id, k.rule_pack_version, k.qualification IS NULL, k.learning->>'setting'`,
    [actor.organisation.id],
  )
  const together = new Map<string, number>()
  for (const row of rows) together.set(roomOf(row), (together.get(roomOf(row)) ?? 0) + row.people)
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  const sittings = [...together.values()].reduce((sum, count) => sum + Math.ceil(count / SEATS), 0)
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

/** Who may be heard together: of one sector and province, by one kind of commission. */
function roomOf({ sector, province, rule_pack_id: id, rule_pack_version: version, qualification, setting }: Row): string {
  const rulePack = rulePackOf({ id, version })
  const needed = compositionOf({ rulePack, qualification: qualification ?? undefined, learning: { setting } })
  return JSON.stringify([sector, province, kindOf({ rulePack, needed })])
}
