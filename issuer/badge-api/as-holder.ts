import type { Pool, PoolClient } from 'pg'

/**
 * Works on the badges of one person: the database shows no row of anybody else (policy `held_badge_owner`), whatever the query forgets.
 */
export async function asHolder<Result>(
  { pool, holderId }: { pool: Pool; holderId: string },
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    await client.query("SELECT set_config('attesta.holder', $1, true)", [holderId])
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}
