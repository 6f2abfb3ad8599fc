import { AttestaError } from '../../credential/errors.ts'
import { readTable } from '../csv/read-table.ts'

/** A line of a file that came back. Nothing in it has been checked. */
export interface ReturnedLine {
  /** From 2: the first holds the names. */
  readonly line: number
  readonly caseId: string
  readonly number: string
  /** Empty where the file has no such column. */
  readonly taxCode: string
}

const MAX_BYTES = 2_000_000
const MAX_LINES = 20_000
const NEEDED = ['id_pratica', 'numero_attestato'] as const
const CODES = { 'too-long': 'return.too-large', malformed: 'return.malformed', columns: 'return.columns' } as const

/**
 * Reads a file with register numbers: CSV (RFC 4180), comma or semicolon, with at least `id_pratica` and `numero_attestato`.
 *
 * @throws AttestaError `return.too-large`, `return.malformed`, `return.columns`
 */
export function parseReturn(text: string): ReturnedLine[] {
  if (text.length > MAX_BYTES) throw new AttestaError('return.too-large')
  const rows = readTable(text, {
    maxRows: MAX_LINES,
    needed: NEEDED,
    refuse: (fault) => new AttestaError(CODES[fault]),
  })
  return rows
    .map(({ line, cells }) => ({
      line,
      caseId: (cells.id_pratica ?? '').toLowerCase(),
      number: cells.numero_attestato ?? '',
      taxCode: (cells.codice_fiscale ?? '').toUpperCase(),
    }))
    .filter(({ caseId, number }) => caseId !== '' || number !== '')
}
