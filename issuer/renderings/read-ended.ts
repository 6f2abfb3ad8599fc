import type { Database } from '../db/database.ts'

/** That an act does not count now: by which word, and since when. */
export interface Ended {
  readonly word: 'sospeso' | 'annullato' | 'sostituito'
  readonly since: Date
}

/** Undefined while the act stands. */
export async function readEnded(attestationId: string, db: Pick<Database, 'rows'>): Promise<Ended | undefined> {
  const [last] = await db.rows<{ word: Ended['word'] | 'valido'; since: Date }>(
    'SELECT word, since FROM status_change WHERE attestation_id = $1 ORDER BY seq DESC LIMIT 1',
    [attestationId],
  )
  return last === undefined || last.word === 'valido' ? undefined : { word: last.word, since: last.since }
}
