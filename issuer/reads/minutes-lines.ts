import type { Database } from '../db/database.ts'

/** What minutes say, for whoever may read all of it (`attesta_hears_all`); undefined for others, and where there are none. */
export async function minutesLines(sittingId: string, db: Pick<Database, 'rows'>): Promise<readonly string[] | undefined> {
  const [row] = await db.rows<{ lines: readonly string[] | null }>('SELECT attesta_minutes_lines($1) AS lines', [sittingId])
  return row?.lines ?? undefined
}
