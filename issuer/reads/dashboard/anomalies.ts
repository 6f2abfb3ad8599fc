import type { Database } from '../../db/database.ts'

/** Something that should not be so, and how often: a figure first, the cases behind it one press away (ux.md, Region). */
export interface Anomaly {
  readonly id: 'not-released' | 'never-sat' | 'late' | 'not-registered'
  readonly count: number
  /** The oldest ones, by number and body: no names. */
  readonly cases: readonly { readonly number: string; readonly body: string; readonly since: string }[]
}

const SHOWN = 20

/** Minutes signed for more than a week and nothing released; a sitting whose day is past and that nobody opened; a phase without end. */
export async function readAnomalies(at: Date, db: Pick<Database, 'rows'>): Promise<Anomaly[]> {
  const find = async (id: Anomaly['id'], where: string): Promise<Anomaly> => {
    const rows = await db.rows<{ number: string; body: string; since: Date; total: number }>(
      `SELECT k.number, b.name AS body, k.updated_at AS since, count(*) OVER ()::int AS total
       FROM ivc_case k JOIN organisation b ON b.id = k.organisation_id WHERE ${where} ORDER BY k.updated_at LIMIT ${SHOWN}`,
      [at],
    )
    return { id, count: rows[0]?.total ?? 0, cases: rows.map(({ number, body, since }) => ({ number, body, since: since.toISOString() })) }
  }
  return Promise.all([
    find('not-released', "k.state = 'verbale_firmato' AND k.updated_at < $1::timestamptz - interval '7 days'"),
    find('not-registered', "k.state = 'da_registrare' AND k.updated_at < $1::timestamptz - interval '7 days'"),
    find(
      'never-sat',
      `k.state = 'convocato' AND EXISTS (SELECT 1 FROM commission_candidate c JOIN sitting s ON s.commission_id = c.commission_id
         WHERE c.case_id = k.id AND s.state = 'convened' AND s.planned_at < $1::timestamptz - interval '1 day'
         AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.commission_id))`,
    ),
    // Thirty days where no rule pack says otherwise (L. 241/1990 art. 2 c. 2).
    find(
      'late',
      `k.state IN ('domanda_presentata', 'ammessa', 'accertamento', 'commissione_richiesta') AND k.updated_at < $1::timestamptz - interval '30 days'`,
    ),
  ])
}
