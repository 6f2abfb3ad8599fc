import type { Database } from '../../db/database.ts'
import { ENABLED } from './figures.ts'
import { WITHIN } from './period.ts'
import { type Looked, lookedValues, NOT_BEFORE_HAND_OVER, RECOGNISED } from './scope.ts'

/** What the figures are told apart by, each as what a case says of itself. */
const BY = {
  province: 'k.province',
  chamber: "coalesce((SELECT h.name FROM commission_request r JOIN organisation h ON h.id = r.chamber_id WHERE r.case_id = k.id), '')",
  bodyKind: 'b.kind',
  sector: "coalesce(k.sector, '')",
  eqf: "coalesce(k.qualification->>'eqfLevel', (SELECT max(c.competence->>'eqfLevel') FROM case_competence c WHERE c.case_id = k.id), '')",
  context: "coalesce(x.context, k.learning_context, '')",
} as const
/**
 * A case says where the person learnt by its experiences; only one that tells none, because its dossier is on paper or has not begun, by
 * what was written at the counter. Of one that was erased the removal kept the words of these, and nothing else.
 */
const BESIDE: Partial<Record<Dimension, string>> = {
  context: `LEFT JOIN LATERAL (SELECT e.context FROM case_experience e WHERE e.case_id = k.id
    UNION SELECT unnest(r.contexts) FROM case_erasure r WHERE r.case_id = k.id) x ON true`,
}
export type Dimension = keyof typeof BY | 'month'
export const DIMENSIONS = [...(Object.keys(BY) as (keyof typeof BY)[]), 'month'] as const

/** What a body says of itself; by anything else it is counted where it did something in the period. */
const OF_BODY: Partial<Record<Dimension, string>> = { province: 'o.province', bodyKind: 'o.kind' }

/**
 * The published figures for one value. A case counts once. A commission that hears people of two sectors counts in both, and so does a
 * body: of these two the parts may be more than the whole. By context a case counts in each in which its person learnt.
 */
export interface Split {
  /** Empty where a case does not say. */
  readonly value: string
  readonly bodies: number
  readonly started: number
  readonly commissions: number
  readonly released: number
}

const STARTED = `t.state = 'individuazione' AND ${RECOGNISED('t.organisation_id')} AND ${NOT_BEFORE_HAND_OVER('t.case_id', 't.state')}`
const RELEASED = `a.kind = 'certificato' AND a.replaces IS NULL AND ${RECOGNISED('a.organisation_id')}`

const DONE = `
  enabled AS (${ENABLED}),
  done AS (
    SELECT DISTINCT 'started' AS what, t.case_id, t.case_id AS counted FROM case_transition t
    WHERE ${STARTED} AND ${WITHIN('t.at')}
    UNION ALL
    SELECT DISTINCT 'released', a.case_id, a.case_id FROM attestation a
    WHERE ${RELEASED} AND ${WITHIN('a.released_at')}
    UNION ALL
    SELECT 'commission', d.case_id, c.id FROM commission c JOIN commission_candidate d ON d.commission_id = c.id
    WHERE ${WITHIN('c.appointed_at')} AND ${RECOGNISED('c.organisation_id')})`

const COUNTS = `count(*) FILTER (WHERE what = 'started')::int AS started,
  count(DISTINCT counted) FILTER (WHERE what = 'commission')::int AS commissions, count(*) FILTER (WHERE what = 'released')::int AS released`

/** Bodies enabled, activities started, commissions appointed and attestati released in the period, told apart by one dimension. */
export function readSplit(dimension: Dimension, looked: Looked, db: Pick<Database, 'rows'>): Promise<Split[]> {
  return db.rows<Split & Record<string, unknown>>(dimension === 'month' ? MONTHS : splitBy(dimension), lookedValues(looked))
}

function splitBy(dimension: keyof typeof BY): string {
  const ofBody = OF_BODY[dimension]
  const kinds =
    ofBody === undefined
      ? ''
      : `UNION ALL SELECT ${ofBody}, 'body', o.id, o.id FROM organisation o WHERE o.id IN (SELECT organisation_id FROM enabled)`
  const body = `count(DISTINCT body) FILTER (WHERE ${ofBody === undefined ? 'body IN (SELECT organisation_id FROM enabled)' : "what = 'body'"})`
  return `WITH ${DONE},
     told AS (
       SELECT ${BY[dimension]} AS value, d.what, k.organisation_id AS body, d.counted
       FROM done d JOIN ivc_case k ON k.id = d.case_id JOIN organisation b ON b.id = k.organisation_id ${BESIDE[dimension] ?? ''} ${kinds})
   SELECT value, ${body}::int AS bodies, ${COUNTS} FROM told GROUP BY value ORDER BY released DESC, started DESC, value`
}

/** By month everything has a day of its own; a body is enabled in each month that its recognition touches. */
const MONTHS = `WITH told AS (
     SELECT to_char(at AT TIME ZONE 'Europe/Rome', 'YYYY-MM') AS value, what, counted FROM (
       SELECT min(t.at) AS at, 'started' AS what, t.case_id AS counted FROM case_transition t WHERE ${STARTED} GROUP BY t.case_id
       UNION ALL SELECT a.released_at, 'released', a.case_id FROM attestation a WHERE ${RELEASED}
       UNION ALL SELECT c.appointed_at, 'commission', c.id FROM commission c WHERE ${RECOGNISED('c.organisation_id')}) AS e
     WHERE ${WITHIN('at')}),
   months AS (SELECT value, ${COUNTS} FROM told GROUP BY value)
 SELECT m.value, (SELECT count(DISTINCT organisation_id)::int FROM (${ENABLED.replaceAll('$1::date', "greatest($1::date, (m.value || '-01')::date)").replaceAll('$2::date', "least($2::date, ((m.value || '-01')::date + interval '1 month - 1 day')::date)")}) AS e) AS bodies,
   m.started, m.commissions, m.released
 FROM months m ORDER BY m.value`
