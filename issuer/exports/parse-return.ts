import { AttestaError } from '../../credential/errors.ts'
import { readCells } from '../csv/read-cells.ts'

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

/**
 * Reads a file with register numbers: CSV (RFC 4180), comma or semicolon, with at least `id_pratica` and `numero_attestato`.
 *
 * @throws AttestaError `return.too-large`, `return.malformed`, `return.columns`
 */
export function parseReturn(text: string): ReturnedLine[] {
  if (text.length > MAX_BYTES) throw new AttestaError('return.too-large')
  const rows = readCells(text, {
    maxRows: MAX_LINES,
    refuse: (fault) => new AttestaError(fault === 'too-long' ? 'return.too-large' : 'return.malformed'),
  })
  const names = (rows.shift() ?? []).map((name) => name.trim().toLowerCase())
  if (NEEDED.some((name) => names.filter((given) => given === name).length !== 1)) throw new AttestaError('return.columns')
  const at = (cells: readonly string[], name: string) => (cells[names.indexOf(name)] ?? '').trim()
  return rows
    .map((cells, index) => ({
      line: index + 2,
      caseId: at(cells, 'id_pratica').toLowerCase(),
      number: at(cells, 'numero_attestato'),
      taxCode: names.includes('codice_fiscale') ? at(cells, 'codice_fiscale').toUpperCase() : '',
    }))
    .filter(({ caseId, number }) => caseId !== '' || number !== '')
}
