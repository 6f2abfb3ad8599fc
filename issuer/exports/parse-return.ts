import { AttestaError } from '../../credential/errors.ts'

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
  const body = text.replace(/^\uFEFF/, '')
  const first = body.slice(0, body.search(/\r?\n|$/))
  const rows = readCells(body, first.split(';').length > first.split(',').length ? ';' : ',')
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

function readCells(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    rows.push([...row, cell])
    row = []
    cell = ''
    if (rows.length > MAX_LINES) throw new AttestaError('return.too-large')
  }
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (quoted) {
      if (character !== '"') cell += character
      else if (text.charAt(index + 1) === '"') cell += text.charAt(++index)
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === separator) {
      row.push(cell)
      cell = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  if (quoted) throw new AttestaError('return.malformed')
  if (cell !== '' || row.length > 0) endRow()
  return rows
}
