import { dayInRome } from '../../../credential/time.ts'
import shipped from '../../../schemas/repertory/sectors.json' with { type: 'json' }
import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { rolesOfAppointing } from '../../rule-pack/roles-of.ts'
import { requireThat } from '../../steps/require-that.ts'

export interface ExpertsAsked {
  /** Words of the name; accents and case do not count. */
  readonly words?: string | undefined
  readonly sector?: string | undefined
  readonly section?: string | undefined
  /** ISO date: only who is not away and sits nowhere that day. */
  readonly freeOn?: string | undefined
  readonly retired?: boolean | undefined
  /** From 1. */
  readonly page?: number | undefined
}

const PER_PAGE = 25

interface Row {
  id: string
  name: string
  sectors: string[]
  sections: string[]
  roles: string[]
  employer: string | null
  retired_on: string | null
  reachable: boolean
  sittings: number
  total: number
}

/** One page of the Chamber's roster, by name. */
export async function readExperts({ actor, asked, at }: { actor: Actor; asked: ExpertsAsked; at: Date }, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'chamber', 'roster.not-allowed', { role: actor.role })
  const { words = '', sector, section, freeOn, retired = false, page = 1 } = asked
  const rows = await db.rows<Row>(
    `SELECT e.id, e.name, e.sectors, e.sections, e.roles, o.name AS employer, e.retired_on::text, x.email IS NOT NULL AS reachable,
       (SELECT count(*)::int FROM commission_member m JOIN sitting s ON s.commission_id = m.commission_id
        WHERE m.expert_id = e.id AND s.state = 'convened' AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)) AS sittings, count(*) OVER ()::int AS total
     FROM expert e LEFT JOIN organisation o ON o.id = e.employer_id LEFT JOIN account x ON x.id = e.account_id
     WHERE e.organisation_id = $1 AND (e.retired_on IS NOT NULL AND e.retired_on <= $8::date) = $2
       AND ($3::text IS NULL OR $3 = ANY (e.sectors)) AND ($4::text IS NULL OR e.sections = '{}' OR $4 = ANY (e.sections))
       AND ($5::date IS NULL OR NOT EXISTS (SELECT 1 FROM expert_absence a WHERE a.expert_id = e.id AND $5 BETWEEN a.from_day AND a.until_day)
         AND NOT EXISTS (SELECT 1 FROM commission_member m JOIN sitting s ON s.commission_id = m.commission_id
           WHERE m.expert_id = e.id AND s.state = 'convened' AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id) AND (s.planned_at AT TIME ZONE 'Europe/Rome')::date = $5))
       AND (SELECT bool_and(position(w IN attesta_plain(e.name)) > 0) FROM unnest(string_to_array(attesta_plain($6), ' ')) AS w) IS NOT FALSE
     ORDER BY e.name, e.id LIMIT ${PER_PAGE} OFFSET $7`,
    [actor.organisation.id, retired, sector ?? null, section ?? null, freeOn ?? null, words.trim(), (page - 1) * PER_PAGE, dayInRome(at)],
  )
  const total = rows[0]?.total ?? 0
  return {
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PER_PAGE)),
    items: rows.map(({ id, name, sectors, sections, roles, employer, retired_on, reachable, sittings }) => ({
      id,
      name,
      sectors,
      sections,
      roles,
      ...(employer !== null && { employer }),
      ...(retired_on !== null && { retiredOn: retired_on }),
      reachable,
      sittings,
    })),
  }
}

/** What a form of the roster chooses from. */
export async function readRosterChoices({ actor, at }: { actor: Actor; at: Date }, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'chamber', 'roster.not-allowed', { role: actor.role })
  const bodies = await db.rows<{ id: string; name: string }>(
    `SELECT id, name FROM organisation WHERE kind IN ('body', 'cpi', 'ets') ORDER BY name`,
  )
  // Who is a member of the commissions of this office, and nobody of its roster yet.
  const logins = await db.rows<{ id: string; name: string; email: string | null }>(
    `SELECT a.id, a.name, a.email FROM membership m JOIN account a ON a.id = m.account_id
     WHERE m.organisation_id = $1 AND m.role = 'member' AND m.valid_from <= $2 AND m.valid_until > $2
       AND NOT EXISTS (SELECT 1 FROM expert e WHERE e.organisation_id = $1 AND e.account_id = a.id)
     ORDER BY a.name, a.id LIMIT 500`,
    [actor.organisation.id, at],
  )
  return {
    logins: logins.map(({ id, name, email }) => ({ id, name, ...(email !== null && { email }) })),
    sectors: shipped.sectors,
    sections: shipped.sections,
    roles: rolesOfAppointing(actor.organisation.slug),
    bodies,
  }
}
