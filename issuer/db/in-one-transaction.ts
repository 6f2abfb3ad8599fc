import type { PoolClient } from 'pg'
import { type Database, perform } from './database.ts'

/**
 * A database whose units of work all become durable together, when `work` ends well, or not at all: for filling an empty one, which
 * may be interrupted anywhere. One query at a time.
 */
export async function inOneTransaction<Result>(
  { client, pool, now }: { client: PoolClient; pool: Database['pool']; now: () => Date },
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db: Database = {
    pool,
    rows: async (text, values = []) => (await client.query(text, [...values])).rows,
    transaction: (request, step) => perform({ client, request, work: step, now }),
  }
  await client.query('BEGIN')
  try {
    const result = await work(db)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
