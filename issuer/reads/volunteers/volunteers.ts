import { dayInRome } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { rulesOfBody } from '../../rule-pack/rules-of-body.ts'
import { requireRegister } from '../../steps/volunteers/change-register.ts'
import { STANDINGS, type StandingRow, standingOf, standingValues } from '../../volunteers/standing.ts'
import { PER_PAGE, pageOf } from '../page.ts'

export const VOLUNTEER_STANDINGS = ['raggiunte', 'non-ancora'] as const
export const VOLUNTEER_ORDERS = ['nome', 'ore', 'recenti'] as const

export interface VolunteersAsked {
  /** Words of the name; accents and case do not count. */
  readonly words?: string | undefined
  readonly standing?: (typeof VOLUNTEER_STANDINGS)[number] | undefined
  readonly order?: (typeof VOLUNTEER_ORDERS)[number] | undefined
  /** From 1. */
  readonly page?: number | undefined
}

const SORT: Readonly<Record<(typeof VOLUNTEER_ORDERS)[number], string>> = {
  nome: 'family_name, given_name, id',
  ore: 'coalesce(reached_minutes, recent_minutes) DESC, family_name, given_name, id',
  recenti: 's.last_day DESC NULLS LAST, family_name, given_name, id',
}

interface Row extends StandingRow {
  readonly id: string
  readonly name: string
  readonly demo: boolean
  readonly last_day: string | null
  readonly total: number
}

/** One page of the register of volunteers, each with where they stand today. */
export async function readVolunteers({ actor, asked, at }: { actor: Actor; asked: VolunteersAsked; at: Date }, db: Pick<Database, 'rows'>) {
  await requireRegister(actor, db)
  const { words = '', standing, order = 'nome', page = 1 } = asked
  const organisationId = actor.organisation.id
  const { volunteering: rule } = await rulesOfBody({ organisationId, at }, db)
  const today = dayInRome(at)
  const rows = await db.rows<Row>(
    `WITH ${STANDINGS}
     SELECT v.id, p.given_name || ' ' || p.family_name AS name, p.demo, recent_from::text, recent_minutes, reached_from::text,
       reached_until::text, reached_minutes, s.last_day::text, count(*) OVER ()::int AS total
     FROM standing s JOIN volunteer v ON v.id = s.volunteer_id JOIN person p ON p.id = v.person_id
     WHERE ($7::text IS NULL OR ($7 = 'raggiunte') = (reached_minutes IS NOT NULL))
       AND (SELECT bool_and(position(w IN attesta_plain(concat_ws(' ', p.given_name, p.family_name))) > 0)
         FROM unnest(string_to_array(attesta_plain($8), ' ')) AS w) IS NOT FALSE
     ORDER BY ${SORT[order]} LIMIT ${PER_PAGE} OFFSET $9`,
    [...standingValues({ organisationId, today, rule }), standing ?? null, words.trim(), (page - 1) * PER_PAGE],
  )
  return {
    ...pageOf({ page, total: rows[0]?.total ?? 0 }),
    rule: sayRule(rule),
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      demo: row.demo,
      ...(row.last_day !== null && { lastDay: row.last_day }),
      ...standingOf(row, today),
    })),
  }
}

/** The rule as a screen says it; what nobody has read is a working default. */
export function sayRule({ hours, months, act, origin }: Awaited<ReturnType<typeof rulesOfBody>>['volunteering']) {
  return { hours, months, act, workingDefault: 'default' in origin }
}
