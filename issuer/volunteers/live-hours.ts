import type { Transaction } from '../db/database.ts'
import type { HoursEntry } from './require-hours.ts'

/** The lines of these volunteers that stand, whichever of their records they were written on: none that was taken back. */
export async function liveHours(
  volunteerIds: readonly string[],
  tx: Pick<Transaction, 'rows'>,
): Promise<readonly (HoursEntry & { readonly volunteerId: string })[]> {
  return tx.rows(
    `SELECT v.id AS "volunteerId", h.from_day::text AS "from", h.until_day::text AS until, h.minutes, h.activity
     FROM unnest($1::uuid[]) AS v (id) CROSS JOIN LATERAL attesta_same_volunteer(v.id) AS s (id) JOIN volunteer_hours h ON h.volunteer_id = s.id
     WHERE h.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id)`,
    [volunteerIds],
  )
}

/** Whether two lines say the same: days, minutes, and the activity whatever its capitals. */
export function isSameLine(one: HoursEntry, other: HoursEntry): boolean {
  const plain = ({ activity }: HoursEntry) => activity.replace(/\s+/g, ' ').trim().toLowerCase()
  return one.from === other.from && one.until === other.until && one.minutes === other.minutes && plain(one) === plain(other)
}
