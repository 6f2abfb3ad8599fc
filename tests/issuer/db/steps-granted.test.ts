import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../fixtures/database.ts'

interface Written {
  readonly verb: 'INSERT' | 'UPDATE' | 'DELETE'
  readonly table: string
  /** Of an update; absent where a whole row is added or removed. */
  readonly column?: string
}

/** What no desk writes: asked for at one, done outside the wall (the `beyond` of the routes), since it is over the cases of many. */
const BEYOND: readonly string[] = [
  ...['audit_file', 'export_run', 'export_case', 'export_file', 'export_return', 'organisation', 'correction_order'],
  ...['recognition', 'recognition_scope', 'recognition_endorsement', 'recognition_withdrawal'],
  'ivc_case.handed_to',
]

const STEPS = readdirSync('issuer/steps', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('issuer/steps', name))

/** What the statements of a source write, as their text says it. */
function writesOf(source: string): Written[] {
  const updates = [...source.matchAll(/\bUPDATE ([a-z_]+)(?: (?:AS )?[a-z]+)? SET ([\s\S]*?)(?= WHERE\b|\sFROM\b|[`'])/g)]
  const upserts = [
    ...source.matchAll(/INSERT INTO ([a-z_]+)(?:(?!INSERT INTO)[\s\S])*?DO UPDATE SET ([\s\S]*?)(?= WHERE\b|\sRETURNING\b|[`'])/g),
  ]
  return [
    ...[...updates, ...upserts].flatMap(([, table = '', set = '']) =>
      columnsOf(set).map((column) => ({ verb: 'UPDATE', table, column }) as const),
    ),
    ...[...source.matchAll(/\bINSERT INTO ([a-z_]+)/g)].map(([, table = '']) => ({ verb: 'INSERT', table }) as const),
    ...[...source.matchAll(/\bDELETE FROM ([a-z_]+)/g)].map(([, table = '']) => ({ verb: 'DELETE', table }) as const),
  ]
}

/** Names before the `=` of a SET list; a comma within brackets parts nothing. */
function columnsOf(set: string): string[] {
  let flat = set
  while (/\([^()]*\)/.test(flat)) flat = flat.replace(/\([^()]*\)/g, '')
  return flat.split(',').flatMap((part) => /^\s*([a-z_0-9]+)\s*=/.exec(part)?.[1] ?? [])
}

describe('what a step writes', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())

  const isGranted = async ({ verb, table, column }: Written): Promise<boolean> => {
    const { rows } = await database.pool.query<{ granted: boolean }>(
      column === undefined
        ? `SELECT has_any_column_privilege('attesta_desk', $1, 'INSERT') AND $2 = 'INSERT' OR has_table_privilege('attesta_desk', $1, $2) AS granted`
        : `SELECT has_column_privilege('attesta_desk', $1, $3, $2) AS granted`,
      column === undefined ? [table, verb] : [table, verb, column],
    )
    return rows[0]?.granted === true
  }

  test('is read from its statements', () => {
    const source =
      "`UPDATE a SET b = now(), c = f(1, 2) WHERE id = 1`, `INSERT INTO d (e) VALUES (1) ON CONFLICT (e) DO UPDATE SET g = 2`, 'DELETE FROM h'"
    expect(writesOf(source)).toEqual([
      { verb: 'UPDATE', table: 'a', column: 'b' },
      { verb: 'UPDATE', table: 'a', column: 'c' },
      { verb: 'UPDATE', table: 'd', column: 'g' },
      { verb: 'INSERT', table: 'd' },
      { verb: 'DELETE', table: 'h' },
    ])
  })

  // Steps are tried as the owner of the tables; in production a desk does them, and a column that it may not write is an error 500.
  test('a desk is granted, column by column', async () => {
    const found: string[] = []
    let asked = 0
    for (const path of STEPS)
      for (const written of writesOf(readFileSync(path, 'utf8'))) {
        asked += 1
        const column = `${written.table}.${written.column ?? ''}`
        if (BEYOND.includes(written.table) || BEYOND.includes(column)) expect(await isGranted(written), written.table).toBe(false)
        else if (!(await isGranted(written))) found.push(`${path}: ${Object.values(written).join(' ')}`)
      }
    expect(found).toEqual([])
    expect(asked).toBeGreaterThan(100)
  })
})
