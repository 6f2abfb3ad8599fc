import type { Pool, QueryResult, QueryResultRow } from 'pg'
import { databaseRefusal } from './database-refusal.ts'

interface QueryInput {
  readonly pool: Pool
  readonly text: string
  readonly values: readonly unknown[]
}

/**
 * One statement on any free connection.
 *
 * @throws AttestaError `database.unavailable` when the database is away, full or read-only
 */
export async function query<Row extends QueryResultRow>({ pool, text, values }: QueryInput): Promise<QueryResult<Row>> {
  try {
    return await pool.query<Row>(text, [...values])
  } catch (error) {
    throw databaseRefusal(error) ?? error
  }
}
