import type { Pool } from 'pg'

/** An attestation that is not simply valid. */
export interface CurrentChange {
  readonly idx: number
  readonly word: 'sospeso' | 'annullato' | 'sostituito'
  readonly since: Date
  readonly reasonClass: string
  readonly successor: string | null
}

/** The list as it stands, and the version of exactly that: one statement, so one snapshot. */
export async function readCurrentChanges({
  listId,
  pool,
}: {
  listId: string
  pool: Pool
}): Promise<{ version: string; changes: CurrentChange[] }> {
  const { rows } = await pool.query<{ version: string; changes: (Omit<CurrentChange, 'since'> & { since: string })[] }>(
    `SELECT (SELECT count(*) FROM status_change WHERE list_id = $1) AS version,
       coalesce((SELECT jsonb_agg(jsonb_build_object('idx', idx, 'word', word, 'since', since, 'reasonClass', reason_class, 'successor', successor) ORDER BY idx)
         FROM (SELECT DISTINCT ON (idx) idx, word, since, reason_class, successor FROM status_change
               WHERE list_id = $1 ORDER BY idx, seq DESC) latest
         WHERE word <> 'valido'), '[]'::jsonb) AS changes`,
    [listId],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('a query without a table always has a row')
  return { version: row.version, changes: row.changes.map((change) => ({ ...change, since: new Date(change.since) })) }
}
