import type { Database } from '../../db/database.ts'
import { ANOMALIES, type AnomalyKind, STRANGE, strangeValues } from './strange.ts'

/** Something that should not be so, and how often; the cases are one press away (ux.md, Region). */
export interface Anomaly {
  readonly id: AnomalyKind
  readonly count: number
  /** How many days ago the oldest should have gone on. */
  readonly daysLate: number
}

export async function readAnomalies(of: { readonly regionId: string; readonly at: Date }, db: Pick<Database, 'rows'>): Promise<Anomaly[]> {
  const found = await db.rows<{ kind: AnomalyKind; count: number; days_late: number }>(
    `WITH ${STRANGE} SELECT kind, count(*)::int AS count, max(days_late)::int AS days_late FROM strange GROUP BY kind`,
    strangeValues(of),
  )
  return ANOMALIES.map((id) => {
    const row = found.find(({ kind }) => kind === id)
    return { id, count: row?.count ?? 0, daysLate: row?.days_late ?? 0 }
  })
}
