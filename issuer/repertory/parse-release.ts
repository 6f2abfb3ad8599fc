import { AttestaError, type ErrorCode } from '../../credential/errors.ts'
import { readTable } from '../csv/read-table.ts'
import { type Contents, KINDS, type ReleaseKind } from './kinds.ts'
import type { FromTable } from './release-table.ts'

const MAX_BYTES = 10_000_000
const MAX_ROWS = 60_000
const FAULTS: Readonly<Record<string, ErrorCode>> = { 'too-long': 'release-file.too-large', columns: 'release-file.columns' }

/**
 * Reads a release file, JSON or CSV. Nothing is half read: one row that is not as it should be, and none is.
 *
 * @throws AttestaError `release-file.too-large`, `release-file.encoding`, `release-file.malformed` (names the place), `release-file.columns`,
 *   `release-file.twice`, `release-file.unknown-competence`
 */
export function parseRelease<Kind extends ReleaseKind>(content: string, kind: Kind): Contents[Kind] {
  if (content.length > MAX_BYTES) throw new AttestaError('release-file.too-large')
  // What stands where bytes were no UTF-8 (Windows-1252, UTF-16) when the file was read.
  if (content.includes('\uFFFD') || content.includes('\u0000')) throw new AttestaError('release-file.encoding')
  const { shape, rows, lost } = KINDS[kind]
  const from = /^\uFEFF?\s*[{[]/.test(content) ? { value: readJson(content), lines: new Map() } : readCsv(content, kind)
  const judged = shape.safeParse(from.value)
  if (!judged.success) throw new AttestaError('release-file.malformed', { place: placeOf(judged.error.issues[0]?.path ?? [], from) })
  for (const [part, list] of Object.entries(rows(judged.data))) {
    const twice = firstTwice(list.map(({ id }) => id))
    if (twice !== undefined) throw new AttestaError('release-file.twice', { id: twice, part })
  }
  const missing = lost?.(judged.data)
  if (missing !== undefined) throw new AttestaError(missing.code, { id: missing.id })
  return judged.data
}

function readJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function readCsv(content: string, kind: ReleaseKind): FromTable {
  const { table } = KINDS[kind]
  const refuse = (fault: string, names: readonly string[]) =>
    new AttestaError(FAULTS[fault] ?? 'release-file.malformed', fault === 'columns' ? { columns: names.join(', ') } : { place: 'CSV' })
  return table.read(readTable(content, { maxRows: MAX_ROWS, needed: table.columns, refuse }))
}

/** Where in the file something is wrong: the line of a table, else the way through the object. */
function placeOf(path: readonly PropertyKey[], { value, lines }: FromTable): string {
  let at: unknown = value
  let line: number | undefined
  for (const step of path) {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined
    if (typeof at === 'object' && at !== null) line = lines.get(at) ?? line
  }
  const words = line === undefined ? path.map(String).join('.') : `${line} · ${String(path.at(-1))}`
  return words === '' ? 'file' : words.slice(0, 120)
}

function firstTwice(ids: readonly string[]): string | undefined {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) return id
    seen.add(id)
  }
  return undefined
}
