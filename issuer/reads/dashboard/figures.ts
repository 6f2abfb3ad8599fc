import type { Database } from '../../db/database.ts'
import { before, WITHIN } from './period.ts'
import { type Looked, lookedValues, NOT_BEFORE_HAND_OVER, RECOGNISED } from './scope.ts'

type Db = Pick<Database, 'rows'>

/** The four figures that the Region publishes (domain.md §3), and how many attestati a commission led to. */
export interface Figures {
  readonly bodies: number
  readonly started: number
  readonly commissions: number
  readonly released: number
}

export async function readFigures(looked: Looked, db: Db): Promise<{ now: Figures; before: Figures }> {
  const [present, earlier] = await Promise.all([figuresOf(looked, db), figuresOf({ ...before(looked), regionId: looked.regionId }, db)])
  return { now: present, before: earlier }
}

/** Bodies that may release something on a day of the period at least, by this Region. */
export const ENABLED = `SELECT s.organisation_id FROM recognition_scope s JOIN recognition r ON r.id = s.recognition_id AND r.recogniser_id = $3
  LEFT JOIN recognition_withdrawal w ON w.recognition_id = s.recognition_id
  WHERE s.action = 'issue' AND s.valid_from < ($2::date + 1) AND least(s.valid_until, coalesce(w.ended_at, 'infinity')) > $1::date`

async function figuresOf(looked: Looked, db: Db): Promise<Figures> {
  const [row] = await db.rows<{ bodies: number; started: number; commissions: number; released: number }>(
    `SELECT
       (SELECT count(DISTINCT organisation_id)::int FROM (${ENABLED}) AS e) AS bodies,
       (SELECT count(DISTINCT t.case_id)::int FROM case_transition t WHERE t.state = 'individuazione' AND ${WITHIN('t.at')}
          AND ${RECOGNISED('t.organisation_id')} AND ${NOT_BEFORE_HAND_OVER('t.case_id', 't.state')}) AS started,
       (SELECT count(*)::int FROM commission c WHERE ${WITHIN('c.appointed_at')} AND ${RECOGNISED('c.organisation_id')}) AS commissions,
       (SELECT count(*)::int FROM attestation a WHERE a.kind = 'certificato' AND a.replaces IS NULL AND ${WITHIN('a.released_at')}
          AND ${RECOGNISED('a.organisation_id')}) AS released`,
    lookedValues(looked),
  )
  return row ?? { bodies: 0, started: 0, commissions: 0, released: 0 }
}
