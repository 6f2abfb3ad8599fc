import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../../prisma/migrate.ts'
import { openTestDatabase, type TestDatabase } from '../../fixtures/database.ts'

const DIRECTORY = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))
const SCHEMA = fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url))

describe('migrations', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())

  test('are applied once, also by many at the same time, and recorded as Prisma records them', async () => {
    const { pool } = database
    await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    const names = (await readMigrations(DIRECTORY)).map(({ name }) => name)
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrate({ pool, directory: DIRECTORY })))
    expect(runs.flat().sort()).toEqual(names)
    const { rows } = await pool.query(
      'SELECT migration_name, checksum, finished_at, applied_steps_count FROM _prisma_migrations ORDER BY migration_name',
    )
    expect(rows.map((row) => row.migration_name)).toEqual(names)
    for (const row of rows)
      expect(row).toMatchObject({
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        finished_at: expect.any(Date),
        applied_steps_count: 1,
      })
    expect(await migrate({ pool, directory: DIRECTORY })).toEqual([])
  })

  test('one that was edited afterwards, or is wrong, stops the start and leaves nothing behind', async () => {
    const { pool } = database
    const folder = await mkdtemp(join(tmpdir(), 'attesta-migrations-'))
    await cp(DIRECTORY, folder, { recursive: true })
    const file = join(folder, '0001_init/migration.sql')
    await writeFile(file, `${await readFile(file, 'utf8')}\n-- edited`)
    await expect(migrate({ pool, directory: folder })).rejects.toThrow('0001_init was changed after it had been applied')
    await cp(join(DIRECTORY, '0001_init'), join(folder, '0001_init'), { recursive: true })
    await cp(join(DIRECTORY, '0001_init'), join(folder, '9999_wrong'), { recursive: true })
    await writeFile(join(folder, '9999_wrong/migration.sql'), 'CREATE TABLE half (id int); SELECT 1/0')
    await expect(migrate({ pool, directory: folder })).rejects.toThrow('9999_wrong failed')
    const { rows } = await pool.query(`SELECT to_regclass('half') AS half`)
    expect(rows).toEqual([{ half: null }])
    await rm(folder, { recursive: true, force: true })
  })

  test('schema.prisma describes the tables of the issuer as the migrations make them', async () => {
    const { rows } = await database.pool.query<{ table_name: string; column_name: string; is_nullable: string }>(
      `SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = 'public'`,
    )
    const models = [...(await readFile(SCHEMA, 'utf8')).matchAll(/^model \w+ \{\n(.*?)^\}/gms)].map(([, body = '']) => body)
    const described = models.flatMap((body) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? ''
      const fields = [...body.matchAll(/^ {2}(\w+) +(String|Int|BigInt|Boolean|DateTime|Json|Bytes)(\[\]|\?)?(?: |$)(.*)$/gm)]
      return fields.map(([, name = '', , mark, rest = '']) => `${table}.${/@map\("(\w+)"\)/.exec(rest)?.[1] ?? name}${mark ?? ''}`)
    })
    const tables = new Set(described.map((column) => column.split('.')[0]))
    // Prisma's language has no list that may be absent; the database does.
    const lists = new Set(described.filter((column) => column.endsWith('[]')))
    const made = rows
      .filter(({ table_name }) => tables.has(table_name))
      .map(({ table_name, column_name, is_nullable }) => ({ column: `${table_name}.${column_name}`, is_nullable }))
      .map(({ column, is_nullable }) => (lists.has(`${column}[]`) ? `${column}[]` : `${column}${is_nullable === 'YES' ? '?' : ''}`))
    expect(described.sort()).toEqual(made.sort())
    expect(tables.size).toBeGreaterThan(30)
  })
})
