/** Days of Italy, from the first to the last, both counted. */
export interface Period {
  /** `YYYY-MM-DD`. */
  readonly from: string
  readonly until: string
}

/** As two instants for SQL: `$1 <= x AND x < $2`, by the clock of Italy. */
export const WITHIN = (column: string) =>
  `(${column} >= $1::date::timestamp AT TIME ZONE 'Europe/Rome' AND ${column} < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')`

/** The period of the same length just before: what a figure is compared with. */
export function before({ from, until }: Period): Period {
  const first = Date.parse(`${from}T00:00:00Z`)
  const days = (Date.parse(`${until}T00:00:00Z`) - first) / 86_400_000 + 1
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  return { from: day(first - days * 86_400_000), until: day(first - 86_400_000) }
}
