import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../fixtures/database.ts'

/** The database is reached as its owner in tests, who passes every policy: the rows are looked at as somebody who does not. */
const ROLE = `lettore_${Math.random().toString(36).slice(2, 10)}`
const [ONE, OTHER] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await database.pool.query(`CREATE ROLE ${ROLE}; GRANT ALL ON held_badge, badge_holder TO ${ROLE}`)
  for (const id of [ONE, OTHER]) {
    await database.pool.query(`INSERT INTO badge_holder (id, tax_code_key, name) VALUES ($1, $2, 'dato dimostrativo')`, [id, id])
    await insert(database.pool, id)
  }
})
afterAll(async () => {
  await database.pool.query(`REVOKE ALL ON held_badge, badge_holder FROM ${ROLE}; DROP ROLE ${ROLE}`)
  await database.close()
})

function insert(to: Pick<PoolClient, 'query'>, holderId: string) {
  return to.query(
    `INSERT INTO held_badge (holder_id, badge_key, form, content, valid_from, seen, client_id, received_at)
     VALUES ($1, sha256($2::bytea), 'json', '{}', now(), '{}', 'c', now())`,
    [holderId, `${holderId}${Math.random()}`],
  )
}

async function as<Result>(holderId: string | undefined, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await database.pool.connect()
  try {
    await client.query(`BEGIN; SET LOCAL ROLE ${ROLE}`)
    if (holderId !== undefined) await client.query(`SELECT set_config('attesta.holder', $1, true)`, [holderId])
    return await work(client)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

test.each([
  ['its owner sees their own', ONE, [ONE]],
  ['another sees theirs', OTHER, [OTHER]],
  ['a query that forgets to say whose sees none', undefined, []],
])('of the badges that platforms handed in, %s', async (_, holderId, seen) => {
  const { rows } = await as(holderId, (client) => client.query<{ holder_id: string }>('SELECT holder_id FROM held_badge'))
  expect(rows.map(({ holder_id }) => holder_id)).toEqual(seen)
})

test('nobody writes into those of another, or deletes them', async () => {
  await expect(as(ONE, (client) => insert(client, OTHER))).rejects.toThrow(/row-level security/)
  expect((await as(ONE, (client) => client.query('DELETE FROM held_badge WHERE holder_id = $1', [OTHER]))).rowCount).toBe(0)
})
