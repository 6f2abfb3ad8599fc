import type { Database } from '../../db/database.ts'
import { type Looked, lookedValues, RECOGNISED } from './scope.ts'

export const RATED_PHASES = ['accoglienza', 'individuazione', 'validazione', 'esame'] as const
export type RatedPhase = (typeof RATED_PHASES)[number]

/** What people think: never from fewer answers than nobody can be told out of. */
export interface Rating {
  readonly answers: number
  /** Means from 1 to 5, to one decimal. */
  readonly explained: number
  readonly helped: number
}

export interface Ratings {
  /** What all of them are over, `YYYY-MM`: an answer keeps its month and no day, so that nobody is told by it. */
  readonly from: string
  readonly until: string
  readonly bodies: readonly (Rating & { readonly body: string; readonly phases: readonly (Rating & { readonly phase: RatedPhase })[] })[]
  readonly phases: readonly (Rating & { readonly phase: RatedPhase })[]
  /** `month` is `YYYY-MM`. */
  readonly months: readonly (Rating & { readonly phase: RatedPhase; readonly month: string })[]
}

interface Row extends Rating {
  readonly body_id: string | null
  readonly body: string | null
  readonly phase: RatedPhase | null
  readonly month: string | null
}

const FEWEST = 5

/** Satisfaction by body and by phase, and by month for each phase, over the whole months that the period touches. */
export async function readRatings(looked: Looked, db: Pick<Database, 'rows'>): Promise<Ratings> {
  const { from, until } = looked
  const rows = await db.rows<Row & Record<string, unknown>>(
    `SELECT b.id AS body_id, b.name AS body, r.phase, to_char(r.month, 'YYYY-MM') AS month, count(*)::int AS answers,
       round(avg(r.explained), 1)::float8 AS explained, round(avg(r.helped), 1)::float8 AS helped
     FROM phase_rating r JOIN organisation b ON b.id = r.organisation_id
     WHERE r.month BETWEEN date_trunc('month', $1::date)::date AND date_trunc('month', $2::date)::date
       AND ${RECOGNISED('r.organisation_id')}
     GROUP BY GROUPING SETS ((b.id, b.name), (b.id, b.name, r.phase), (r.phase), (r.phase, r.month)) ORDER BY b.name, r.month`,
    lookedValues(looked),
  )
  const phaseRows = (wanted: (row: Row) => boolean) =>
    told(rows.filter((row) => row.phase !== null && row.month === null && wanted(row)))
      .map((row) => ({ phase: row.phase as RatedPhase, ...ratingOf(row) }))
      .sort((a, b) => RATED_PHASES.indexOf(a.phase) - RATED_PHASES.indexOf(b.phase))
  return {
    from: from.slice(0, 7),
    until: until.slice(0, 7),
    bodies: told(rows.filter(({ body_id, phase }) => body_id !== null && phase === null))
      .map((row) => ({ body: row.body ?? '', ...ratingOf(row), phases: phaseRows(({ body_id }) => body_id === row.body_id) }))
      .sort((a, b) => b.explained + b.helped - a.explained - a.helped || a.body.localeCompare(b.body, 'it')),
    phases: phaseRows(({ body_id }) => body_id === null),
    months: RATED_PHASES.flatMap((of) =>
      told(rows.filter(({ phase, month }) => phase === of && month !== null)).map((row) => ({
        phase: of,
        month: row.month ?? '',
        ...ratingOf(row),
      })),
    ),
  }
}

const ratingOf = ({ answers, explained, helped }: Rating): Rating => ({ answers, explained, helped })

/**
 * The parts of a sum that may be told beside it. Where those left out are together fewer than five answers, what they said could be
 * computed from the rest: then the smallest of the others is left out with them.
 */
export function told<Part extends Rating>(parts: readonly Part[]): Part[] {
  const shown = parts.filter(({ answers }) => answers >= FEWEST)
  const leftOut = parts.filter(({ answers }) => answers < FEWEST).reduce((sum, { answers }) => sum + answers, 0)
  if (leftOut === 0 || leftOut >= FEWEST || shown.length === 0) return shown
  const least = Math.min(...shown.map(({ answers }) => answers))
  const withheld = shown.findIndex(({ answers }) => answers === least)
  return shown.filter((_, index) => index !== withheld)
}
