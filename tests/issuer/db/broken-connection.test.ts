import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '../../../http/db.ts'
import { openTestDatabase, type TestDatabase } from '../../fixtures/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a connection that breaks between two statements costs the statement, never the process', async () => {
  const pool = openPool({ databaseUrl: database.url }, { max: 2 })
  const client = await pool.connect()
  await client.query('BEGIN')
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const gone = new Promise<void>((done) => client.once('end', () => done()))
  await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
  await gone
  const refused = await client.query('SELECT 1').catch((error: Error) => error)
  client.release(refused instanceof Error ? refused : undefined)

  expect(refused).toBeInstanceOf(Error)
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await pool.end()
})
