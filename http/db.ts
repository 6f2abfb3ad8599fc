import { Pool } from 'pg'
import type { Config } from './config.ts'

/**
 * The pool of one process. `synchronous_commit` is checked where the migrations run; statements have a limit so that one lost
 * lock cannot hold a page for ever.
 */
export function openPool({ databaseUrl }: Pick<Config, 'databaseUrl'>, { max = 8 }: { max?: number } = {}): Pool {
  if (databaseUrl === undefined) throw new Error('Setting DATABASE_URL is missing: `npm start` sets it for its own database.')
  return hear(
    new Pool({
      connectionString: databaseUrl,
      max,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 15_000,
      application_name: 'attesta',
    }),
  )
}

/**
 * A connection that breaks says so by an event, idle or in the midst of a transaction; unheard, it would end the process. The
 * pool replaces it, and whoever was using it gets the error of the statement. Before the first connection is made.
 */
export function hear(pool: Pool): Pool {
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
