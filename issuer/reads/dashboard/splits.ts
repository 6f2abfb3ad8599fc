import type { Database } from '../../db/database.ts'
import { type Period, WITHIN } from './period.ts'

/** What the figures are told apart by, each as what a case says of itself. */
const BY = {
  province: 'k.province',
  chamber: "coalesce((SELECT h.name FROM commission_request r JOIN organisation h ON h.id = r.chamber_id WHERE r.case_id = k.id), '')",
  bodyKind: 'b.kind',
  sector: "coalesce(k.sector, '')",
  eqf: "coalesce(k.qualification->>'eqfLevel', (SELECT max(c.competence->>'eqfLevel') FROM case_competence c WHERE c.case_id = k.id), '')",
  context: "coalesce(k.learning_context, '')",
} as const
export type Dimension = keyof typeof BY | 'month'
export const DIMENSIONS = [...(Object.keys(BY) as (keyof typeof BY)[]), 'month'] as const

export interface Split {
  /** Empty where a case does not say. */
  readonly value: string
  readonly started: number
  readonly released: number
}

/** Activities started and attestati released in the period, told apart by one dimension. */
export async function readSplit(dimension: Dimension, { from, until }: Period, db: Pick<Database, 'rows'>): Promise<Split[]> {
  if (dimension === 'month') {
    return db.rows<{ value: string; started: number; released: number }>(
      `SELECT to_char(at AT TIME ZONE 'Europe/Rome', 'YYYY-MM') AS value, count(*) FILTER (WHERE started)::int AS started,
         count(*) FILTER (WHERE NOT started)::int AS released
       FROM (SELECT min(t.at) AS at, true AS started FROM case_transition t WHERE t.state = 'individuazione' GROUP BY t.case_id
             UNION ALL SELECT a.released_at, false FROM attestation a WHERE a.kind = 'certificato' AND a.replaces IS NULL) AS e
       WHERE ${WITHIN('at')} GROUP BY 1 ORDER BY 1`,
      [from, until],
    )
  }
  return db.rows<{ value: string; started: number; released: number }>(
    `SELECT ${BY[dimension]} AS value,
       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM case_transition t WHERE t.case_id = k.id AND t.state = 'individuazione' AND ${WITHIN('t.at')}))::int AS started,
       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM attestation a WHERE a.case_id = k.id AND a.kind = 'certificato' AND a.replaces IS NULL AND ${WITHIN('a.released_at')}))::int AS released
     FROM ivc_case k JOIN organisation b ON b.id = k.organisation_id GROUP BY 1 ORDER BY released DESC, started DESC, value`,
    [from, until],
  )
}
