import type { Pool, PoolClient } from 'pg'
import { refusalOf } from '../db/refusal-of.ts'

/** Runs work that wallets ask for; unlike the officers' steps it carries no idempotency key, since each nonce and code counts once. */
export async function inTransaction<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw refusalOf(error)
  })
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost
    })
    throw refusalOf(error)
  } finally {
    client.release(broken)
  }
}
