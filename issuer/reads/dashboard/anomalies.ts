import type { Database } from '../../db/database.ts'
import { ANOMALIES, type AnomalyKind, STRANGE, strangeValues } from './strange.ts'

/** Something that should not be so, and how often; the cases are one press away (ux.md, Region). */
export interface Anomaly {
  readonly id: AnomalyKind
  readonly count: number
  /** How many days ago the oldest should have gone on. */
  readonly daysLate: number
}

export interface Anomalies {
  /** How many open cases were looked at: nothing found says something only beside it. */
  readonly watched: number
  readonly anomalies: readonly Anomaly[]
}

export async function readAnomalies(of: { readonly regionId: string; readonly at: Date }, db: Pick<Database, 'rows'>): Promise<Anomalies> {
  const found = await db.rows<{ kind: AnomalyKind | 'watched'; count: number; days_late: number }>(
    `WITH ${STRANGE} SELECT kind, count(*)::int AS count, max(days_late)::int AS days_late FROM strange GROUP BY kind
     UNION ALL SELECT 'watched', count(*)::int, 0 FROM open`,
    strangeValues(of),
  )
  const rowOf = (id: AnomalyKind | 'watched') => found.find(({ kind }) => kind === id)
  return {
    watched: rowOf('watched')?.count ?? 0,
    anomalies: ANOMALIES.map((id) => ({ id, count: rowOf(id)?.count ?? 0, daysLate: rowOf(id)?.days_late ?? 0 })),
  }
}
