import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { requireThat } from '../../steps/require-that.ts'

interface Row {
  id: string
  version: number
  name: string
  tax_code: string
  sectors: string[]
  sections: string[]
  roles: string[]
  employer_id: string | null
  employer: string | null
  enrolled_on: string | null
  enrolled_act: string | null
  retired_on: string | null
  retired_act: string | null
  login: string | null
  reachable: boolean
}
interface TieRow {
  id: string
  relation: string
  person: string | null
  ending: string | null
  body: string | null
  from: string | null
  until: string | null
}
interface SittingRow {
  id: string
  planned_at: Date
  place: string
  state: string
  role: string
  act_number: string
}

/** One person of the roster: what they can do, what ties them, when they are away, where they sit. @throws AttestaError `expert.unknown` */
export async function readExpert({ actor, expertId }: { actor: Actor; expertId: string }, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'chamber', 'expert.unknown')
  const own = [expertId, actor.organisation.id]
  const [row] = await db.rows<Row>(
    `SELECT e.id, e.version, e.name, e.tax_code, e.sectors, e.sections, e.roles, e.employer_id, o.name AS employer, e.enrolled_on::text,
       e.enrolled_act, e.retired_on::text, e.retired_act, x.name AS login, x.email IS NOT NULL AS reachable
     FROM expert e LEFT JOIN organisation o ON o.id = e.employer_id LEFT JOIN account x ON x.id = e.account_id
     WHERE e.id = $1 AND e.organisation_id = $2`,
    own,
  )
  requireThat(row !== undefined, 'expert.unknown')
  // With whom: by name where the Chamber has seen the person in a request; otherwise the code's last four characters have to do.
  const ties = await db.rows<TieRow>(
    `SELECT t.id, t.relation, o.name AS body, t.began_on::text AS from, t.ended_on::text AS until, right(t.tax_code_key, 4) AS ending,
       (SELECT p.given_name || ' ' || p.family_name FROM person p JOIN ivc_case k ON k.person_id = p.id
          JOIN commission_request r ON r.case_id = k.id
        WHERE p.tax_code_key = t.tax_code_key AND r.chamber_id = t.organisation_id LIMIT 1) AS person
     FROM expert_tie t LEFT JOIN organisation o ON o.id = t.body_id
     WHERE t.expert_id = $1 AND t.organisation_id = $2 AND t.withdrawn_at IS NULL ORDER BY t.ended_on DESC NULLS FIRST`,
    own,
  )
  const absences = await db.rows<{ id: string; from: string; until: string }>(
    `SELECT id, from_day::text AS from, until_day::text AS until FROM expert_absence
     WHERE expert_id = $1 AND organisation_id = $2 ORDER BY from_day DESC LIMIT 100`,
    own,
  )
  const sittings = await db.rows<SittingRow>(
    `SELECT s.id, s.planned_at, s.place, m.role, c.act_number,
       CASE WHEN EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.id) THEN 'revoked' ELSE s.state END AS state
     FROM commission_member m JOIN commission c ON c.id = m.commission_id
       JOIN sitting s ON s.commission_id = c.id WHERE m.expert_id = $1 AND c.organisation_id = $2 ORDER BY s.planned_at DESC LIMIT 100`,
    own,
  )
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    taxCode: row.tax_code,
    sectors: row.sectors,
    sections: row.sections,
    roles: row.roles,
    ...(row.employer_id !== null && row.employer !== null && { employer: { id: row.employer_id, name: row.employer } }),
    ...(row.enrolled_on !== null && { enrolled: { on: row.enrolled_on, actNumber: row.enrolled_act ?? '' } }),
    ...(row.retired_on !== null && { retired: { on: row.retired_on, actNumber: row.retired_act ?? '' } }),
    reachable: row.reachable,
    ...(row.login !== null && { login: { name: row.login } }),
    ties: ties.map(({ id, relation, person, ending, body, from, until }) => ({
      id,
      relation,
      with: body ?? person ?? `…${ending ?? ''}`,
      ...(from !== null && { from }),
      ...(until !== null && { until }),
    })),
    absences,
    sittings: sittings.map(({ id, planned_at, place, state, role, act_number }) => ({
      id,
      plannedAt: planned_at.toISOString(),
      place,
      state,
      role,
      actNumber: act_number,
    })),
  }
}
