import type { AttestaError } from '../../credential/errors.ts'
import { readCells } from './read-cells.ts'

/** A row of a table by the names of its columns, trimmed; empty where there is nothing. Nothing in it has been checked. */
export interface TableRow {
  /** From 2: the first holds the names. */
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

/** What keeps a text from being the table that is needed. */
export type NoTable = 'malformed' | 'too-long' | 'columns'

/**
 * A table whose first line names its columns, by those names in small letters; lines without anything are left out.
 *
 * @param refuse makes the error for a table that is none, or that lacks or repeats a column that is needed
 */
export function readTable(
  text: string,
  options: { maxRows: number; needed: readonly string[]; refuse: (fault: NoTable, names: readonly string[]) => AttestaError },
): TableRow[] {
  const [head, ...rows] = readCells(text, { maxRows: options.maxRows + 1, refuse: ({ kind }) => options.refuse(kind, []) })
  const names = (head?.cells ?? []).map((name) => name.trim().toLowerCase())
  const wrong = options.needed.filter((name) => names.filter((given) => given === name).length !== 1)
  if (wrong.length > 0) throw options.refuse('columns', wrong)
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? '').trim()])),
  }))
}
