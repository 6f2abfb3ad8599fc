import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../fixtures/database.ts'

/** Ids, instants, numbers and yes or no belong to what their row tells. */
const OF_THE_ROW = ['uuid', 'timestamp with time zone', 'boolean', 'integer', 'bigint', 'smallint']
const PATH = 'docs/retention.md'

interface Row {
  readonly table: string
  readonly columns: readonly string[]
  readonly cells: readonly string[]
}

/** The rows of the tables of the document: which table, which columns it names, and its cells. */
function rowsOf(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const cells = line.split('|').slice(1, -1)
      const named = (cell = '') => [...cell.matchAll(/`([a-z_0-9]+)`/g)].map((match) => match[1] ?? '')
      return { table: named(cells[0])[0] ?? '', columns: named(cells[1]), cells: cells.map((cell) => cell.trim()) }
    })
}

describe(`${PATH}`, () => {
  let database: TestDatabase
  let columns: { table: string; column: string; type: string }[]
  const rows = rowsOf(readFileSync(PATH, 'utf8'))
  beforeAll(async () => {
    database = await openTestDatabase()
    const found = await database.pool.query<{ table: string; column: string; type: string }>(
      `SELECT table_name AS table, column_name AS column, data_type AS type FROM information_schema.columns
       WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`,
    )
    columns = found.rows
  })
  afterAll(() => database.close())

  /** What the document says nothing of, and what it says of something that is not there. */
  function compare(said: readonly Row[]): { unsaid: string[]; gone: string[] } {
    const tables = new Set(columns.map(({ table }) => table))
    const byTable = new Map(said.map((row) => [row.table, row]))
    return {
      unsaid: [
        ...[...tables].filter((table) => !byTable.has(table)),
        ...columns
          .filter(({ table, column, type }) => !OF_THE_ROW.includes(type) && byTable.get(table)?.columns.includes(column) === false)
          .map(({ table, column }) => `${table}.${column}`),
      ],
      gone: said.flatMap((row) => [
        ...(tables.has(row.table) ? [] : [row.table]),
        ...row.columns
          .filter((name) => !columns.some(({ table, column }) => table === row.table && column === name))
          .map((name) => `${row.table}.${name}`),
      ]),
    }
  }

  test('names every table and every column that may say something of a person, and none that is not there', () => {
    expect(compare(rows)).toEqual({ unsaid: [], gone: [] })
    expect(new Set(rows.map(({ table }) => table)).size).toBe(rows.length)
  })

  test('would miss one', () => {
    const less = rows.flatMap((row) =>
      row.table === 'case_hours' ? [] : row.table === 'person' ? [{ ...row, columns: ['phone'] }] : [row],
    )
    expect(compare(less).unsaid).toEqual(expect.arrayContaining(['case_hours', 'person.tax_code', 'person.email']))
  })

  test('says of what tells something of a person why, until when, and who erases it', () => {
    expect(
      rows.filter(({ cells }) => cells.length > 2 && (cells.length !== 5 || cells.some((cell) => cell === ''))).map(({ table }) => table),
    ).toEqual([])
  })
})
