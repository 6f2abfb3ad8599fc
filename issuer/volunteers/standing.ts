import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import type { RulePack } from '../rule-pack/rule-pack.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'

export type VolunteeringRule = RulePack['volunteering']

/** Hours in the months that the rules look at; both days belong to them. */
export interface Window {
  readonly from: string
  readonly until: string
  readonly minutes: number
}

export interface Standing {
  /** The latest months in which the hours of the rules were reached; undefined while they never were. */
  readonly reached: Window | undefined
  /** The months that end today. */
  readonly recent: Window
}

export interface StandingRow {
  readonly recent_from: string
  readonly recent_minutes: number
  readonly reached_from: string | null
  readonly reached_until: string | null
  readonly reached_minutes: number | null
}

/**
 * Where each volunteer of a body stands, as common table expressions that end in `standing (volunteer_id, …)`. An entry counts in the
 * months that hold all its days: hours of a period that sticks out are nobody's to divide. What was taken back does not count. The lines of
 * each are laid beside one another within the volunteer, never the whole register beside itself. $1 = body,
 * $2 = today, $3 = months, $4 = minutes to reach, $5 = which months (`ending`), $6 = one volunteer, or null.
 */
export const STANDINGS = `
  live AS MATERIALIZED (
    SELECT h.volunteer_id, h.from_day, h.until_day, h.minutes FROM volunteer_hours h
    WHERE h.organisation_id = $1 AND ($6::uuid IS NULL OR h.volunteer_id = $6) AND h.reverses IS NULL AND h.until_day <= $2::date
      AND NOT EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id)),
  sums AS (SELECT volunteer_id, sum(minutes)::int AS total, max(until_day) AS last_day,
      coalesce(sum(minutes) FILTER (WHERE from_day > $2::date - make_interval(months => $3)), 0)::int AS recent,
      array_agg(from_day) AS froms, array_agg(until_day) AS untils, array_agg(minutes) AS each
    FROM live GROUP BY volunteer_id),
  reached AS (
    SELECT s.volunteer_id, w.day, w.minutes FROM sums s CROSS JOIN LATERAL (
      SELECT e.day, sum(l.minutes)::int AS minutes
      FROM (SELECT d.day, (d.day - make_interval(months => $3))::date AS before
          FROM (SELECT $2::date AS day WHERE s.recent >= $4
            UNION SELECT u.day FROM unnest(s.untils) AS u (day) WHERE $5 = 'any-day' AND s.recent < $4) d) e
        JOIN unnest(s.froms, s.untils, s.each) AS l (from_day, until_day, minutes) ON l.until_day <= e.day AND l.from_day > e.before
      GROUP BY e.day HAVING sum(l.minutes) >= $4 ORDER BY e.day DESC LIMIT 1) w
    WHERE s.total >= $4),
  standing AS (
    SELECT v.id AS volunteer_id, s.last_day, ($2::date - make_interval(months => $3))::date + 1 AS recent_from, coalesce(s.recent, 0) AS recent_minutes,
      (r.day - make_interval(months => $3))::date + 1 AS reached_from, r.day AS reached_until, r.minutes AS reached_minutes
    FROM volunteer v LEFT JOIN sums s ON s.volunteer_id = v.id LEFT JOIN reached r ON r.volunteer_id = v.id
    WHERE v.organisation_id = $1 AND ($6::uuid IS NULL OR v.id = $6))`

/** What `STANDINGS` is asked with. */
export function standingValues(input: {
  organisationId: string
  today: string
  rule: VolunteeringRule
  volunteerId?: string
}): readonly unknown[] {
  const { organisationId, today, rule, volunteerId } = input
  return [organisationId, today, rule.months, rule.hours * 60, rule.ending, volunteerId ?? null]
}

export function standingOf(row: StandingRow, today: string): Standing {
  const { reached_from: from, reached_until: until, reached_minutes: minutes } = row
  return {
    reached: from === null || until === null || minutes === null ? undefined : { from, until, minutes },
    recent: { from: row.recent_from, until: today, minutes: row.recent_minutes },
  }
}

/** Where one volunteer stands today, and by which rule; undefined for who is none of this body. */
export async function readStanding(
  { organisationId, volunteerId, at }: { organisationId: string; volunteerId: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<{ rule: VolunteeringRule; standing: Standing } | undefined> {
  const { volunteering: rule } = await rulesOfBody({ organisationId, at }, tx)
  const today = dayInRome(at)
  const [row] = await tx.rows<StandingRow>(
    `WITH ${STANDINGS} SELECT recent_from::text, recent_minutes, reached_from::text, reached_until::text, reached_minutes FROM standing`,
    [...standingValues({ organisationId, today, rule, volunteerId })],
  )
  return row === undefined ? undefined : { rule, standing: standingOf(row, today) }
}
