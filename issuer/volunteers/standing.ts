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
 * When the hours of the rules were last reached, as common table expressions that end in `reach (volunteer_id, last_day, day, minutes)`, for
 * the volunteers of `of_these (volunteer_id, one)`: records of one person are taken together, as `one`. An entry counts in the months that hold all its days: hours of a period that sticks out are
 * nobody's to divide. What was taken back has its opposite on the same days. Each entry comes in on its last day and goes out once its first
 * lies too far back, so that one walk over these days says what the months that end on each of them held. $1 = body, $2 = today, $3 = months,
 * $4 = minutes to reach.
 */
export const REACH = `
  live AS MATERIALIZED (
    SELECT o.one AS volunteer_id, h.from_day, h.until_day, sum(h.minutes) AS minutes, (h.from_day + make_interval(months => $3))::date AS out_day
    FROM volunteer_hours h JOIN of_these o USING (volunteer_id) WHERE h.organisation_id = $1 AND h.until_day <= $2::date
    GROUP BY o.one, h.from_day, h.until_day HAVING sum(h.minutes) > 0),
  moves AS (
    SELECT volunteer_id, until_day AS day, minutes, true AS comes FROM live
    UNION ALL
    -- Months before the last of February may end a day early: then they still hold the entry.
    SELECT volunteer_id, out_day + CASE WHEN (out_day - make_interval(months => $3))::date < from_day THEN 1 ELSE 0 END, -minutes, false FROM live),
  held AS (
    SELECT volunteer_id, day, bool_or(comes) AS comes, sum(sum(minutes)) OVER (PARTITION BY volunteer_id ORDER BY day)::int AS minutes
    FROM moves GROUP BY volunteer_id, day),
  latest AS MATERIALIZED (
    SELECT DISTINCT ON (volunteer_id) volunteer_id, day, minutes FROM held WHERE comes AND minutes >= $4 ORDER BY volunteer_id, day DESC),
  reach AS MATERIALIZED (
    SELECT l.volunteer_id, l.last_day, latest.day, latest.minutes
    FROM (SELECT volunteer_id, max(until_day) AS last_day FROM live GROUP BY volunteer_id) l LEFT JOIN latest USING (volunteer_id))`

/**
 * Each volunteer of a body and the record that the register goes by, as a common table expression `ones (volunteer_id, one)`: that of the
 * person, where two records were recognised as one (`change-tax-code.ts`). $1 = body.
 */
export const ONES = `
  ones AS MATERIALIZED (
    SELECT v.id AS volunteer_id, CASE WHEN p.same_as IS NULL THEN v.id ELSE (SELECT attesta_same_volunteer(v.id) LIMIT 1) END AS one
    FROM volunteer v JOIN person p ON p.id = v.person_id WHERE v.organisation_id = $1)`

/**
 * Where each volunteer of a body stands today, as common table expressions that end in `standing (volunteer_id, …)`: what is kept of each
 * (`keep-reach.ts`), counted anew where nothing is. As `REACH`, and $5 = which months (`ending`), $6 = one volunteer by the record that the register goes by, or null.
 */
export const STANDINGS = `
  ${ONES},
  kept AS MATERIALIZED (
    SELECT k.volunteer_id, k.last_day, k.reached_day AS day, k.reached_minutes AS minutes FROM volunteer_reach k
    WHERE k.organisation_id = $1 AND ($6::uuid IS NULL OR k.volunteer_id = $6) AND k.months = $3 AND k.minutes = $4
      AND coalesce(k.last_day <= $2::date, true)),
  of_these AS MATERIALIZED (
    SELECT o.volunteer_id, o.one FROM ones o WHERE ($6::uuid IS NULL OR o.one = $6)
      AND NOT EXISTS (SELECT 1 FROM kept k WHERE k.volunteer_id = o.one)),
  ${REACH},
  known AS (SELECT * FROM kept UNION ALL SELECT * FROM reach),
  lately AS MATERIALIZED (
    SELECT h.volunteer_id, sum(h.minutes) AS minutes FROM volunteer_hours h
    WHERE h.organisation_id = $1 AND ($6::uuid IS NULL OR h.volunteer_id IN (SELECT o.volunteer_id FROM ones o WHERE o.one = $6))
      AND h.until_day <= $2::date AND h.from_day > ($2::date - make_interval(months => $3))::date
    GROUP BY h.volunteer_id),
  recent AS MATERIALIZED (
    SELECT o.one AS volunteer_id, sum(l.minutes)::int AS minutes FROM lately l JOIN ones o USING (volunteer_id) GROUP BY o.one),
  stands AS (
    SELECT v.one AS volunteer_id, k.last_day, coalesce(r.minutes, 0) AS recent,
      CASE WHEN r.minutes >= $4 THEN $2::date WHEN $5 = 'any-day' THEN k.day END AS day,
      CASE WHEN r.minutes >= $4 THEN r.minutes WHEN $5 = 'any-day' THEN k.minutes END AS minutes
    FROM ones v LEFT JOIN known k ON k.volunteer_id = v.one LEFT JOIN recent r ON r.volunteer_id = v.one
    WHERE v.volunteer_id = v.one AND ($6::uuid IS NULL OR v.one = $6)),
  standing AS (
    SELECT volunteer_id, last_day, ($2::date - make_interval(months => $3))::date + 1 AS recent_from, recent AS recent_minutes,
      (day - make_interval(months => $3))::date + 1 AS reached_from, day AS reached_until, minutes AS reached_minutes FROM stands)`

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

/** Where one volunteer stands today, by the record that the register goes by, and by which rule; undefined for who is none of this body. */
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
