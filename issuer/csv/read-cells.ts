import { CsvError, parse } from 'csv-parse/sync'

/** A row of cells, and where it begins in the file, from 1. Nothing in them has been checked. */
export interface CellRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** What is wrong with a table as such, before anybody looks at what it says, and the line of it. */
export interface TableFault {
  readonly kind: 'malformed' | 'too-long'
  readonly line: number
}

/** A quote that is never closed makes one cell of all the rest. */
const MAX_ROW_LENGTH = 64_000

export interface Bounds {
  readonly maxRows: number
  /** In characters. */
  readonly maxRowLength?: number
  /** Makes the error for a table with a broken quote, with a row too long, or with more rows than `maxRows`. */
  readonly refuse: (fault: TableFault) => Error
}

/**
 * Rows of a table as spreadsheets write it: CSV (RFC 4180) with semicolons, commas or tabulators, whichever its first line has most of.
 * Rows without anything are left out.
 */
export function readCells(text: string, bounds: Bounds): CellRow[] {
  const { maxRows, refuse } = bounds
  const first = text.slice(0, text.search(/\r|\n|$/))
  const delimiter = [';', '\t', ','].reduce((best, mark) => (first.split(mark).length > first.split(best).length ? mark : best))
  const found = parseOr(text, delimiter, bounds)
  const over = found[maxRows]
  if (over !== undefined) throw refuse({ kind: 'too-long', line: startOf(over) })
  return found.filter(({ record }) => record.some((cell) => cell.trim() !== '')).map((row) => ({ line: startOf(row), cells: row.record }))
}

interface Found {
  readonly record: readonly string[]
  /** Lines read by the end of the row. */
  readonly info: { readonly lines: number }
}

const startOf = ({ record, info: { lines } }: Found) => lines - (record.join('').split('\n').length - 1)

function parseOr(text: string, delimiter: string, { maxRows, maxRowLength = MAX_ROW_LENGTH, refuse }: Bounds): readonly Found[] {
  try {
    return parse(text, {
      delimiter,
      to: maxRows + 1,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: maxRowLength,
    }) as unknown as readonly Found[]
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    // Without its cause: the message of the parser repeats the cell.
    throw refuse({ kind: 'malformed', line: typeof cause.lines === 'number' ? cause.lines : 1 })
  }
}
