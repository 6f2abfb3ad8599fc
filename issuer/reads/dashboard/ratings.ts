import type { Database } from '../../db/database.ts'
import type { Period } from './period.ts'

/** What people think of a body: never from fewer answers than nobody can be told out of. */
export interface BodyRating {
  readonly body: string
  readonly answers: number
  /** Means from 1 to 5, to one decimal. */
  readonly explained: number
  readonly helped: number
}

const FEWEST = 5

/** Satisfaction by body, over the months that the period touches, from five answers up. */
export function readRatings({ from, until }: Period, db: Pick<Database, 'rows'>): Promise<BodyRating[]> {
  return db.rows<BodyRating & Record<string, unknown>>(
    `SELECT b.name AS body, count(*)::int AS answers, round(avg(r.explained), 1)::float8 AS explained, round(avg(r.helped), 1)::float8 AS helped
     FROM phase_rating r JOIN organisation b ON b.id = r.organisation_id
     WHERE r.month BETWEEN date_trunc('month', $1::date)::date AND $2::date GROUP BY b.id, b.name HAVING count(*) >= ${FEWEST}
     ORDER BY avg(r.explained + r.helped) DESC, b.name`,
    [from, until],
  )
}
