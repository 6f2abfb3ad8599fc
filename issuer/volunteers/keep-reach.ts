import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'
import { ONES, REACH } from './standing.ts'

/**
 * Keeps beside volunteers when they last reached the hours of the rules, so that their list need not add up every line. It is never more
 * than kept: a change of a line takes it away in the database, and where it is missing, or of other rules, it is counted anew.
 *
 * @param volunteerIds those whose lines changed, by the record that the register goes by; undefined for all of the body that have none by the rules of the day
 */
export async function keepReach(
  { organisationId, volunteerIds, at }: { organisationId: string; volunteerIds?: readonly string[]; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<void> {
  const { volunteering: rule } = await rulesOfBody({ organisationId, at }, tx)
  const values = [organisationId, dayInRome(at), rule.months, rule.hours * 60, volunteerIds ?? null]
  await tx.rows(`DELETE FROM volunteer_reach WHERE organisation_id = $1 AND (volunteer_id = ANY ($2) OR (months, minutes) <> ($3, $4))`, [
    organisationId,
    volunteerIds ?? [],
    rule.months,
    rule.hours * 60,
  ])
  await tx.rows(
    `WITH ${ONES},
     of_these AS MATERIALIZED (
       SELECT o.volunteer_id, o.one FROM ones o WHERE ($5::uuid[] IS NULL OR o.one = ANY ($5))
         AND NOT EXISTS (SELECT 1 FROM volunteer_reach k WHERE k.volunteer_id = o.one)),
     ${REACH}
     INSERT INTO volunteer_reach (volunteer_id, organisation_id, months, minutes, last_day, reached_day, reached_minutes)
     SELECT o.one, $1, $3, $4, r.last_day, r.day, r.minutes FROM of_these o LEFT JOIN reach r USING (volunteer_id) WHERE o.volunteer_id = o.one`,
    values,
  )
}
