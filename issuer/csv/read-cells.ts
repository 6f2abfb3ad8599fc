import type { AttestaError } from '../../credential/errors.ts'

/** What is wrong with a table as such, before anybody looks at what it says. */
export type TableFault = 'malformed' | 'too-long'

/**
 * Cells of a table in CSV (RFC 4180), comma or semicolon, whichever its first line has more of. Nothing in them has been checked.
 *
 * @param refuse makes the error for a table that ends inside a quote, or has more rows than `maxRows`
 */
export function readCells(text: string, { maxRows, refuse }: { maxRows: number; refuse: (fault: TableFault) => AttestaError }): string[][] {
  const body = text.replace(/^\uFEFF/, '')
  const first = body.slice(0, body.search(/\r?\n|$/))
  const separator = first.split(';').length > first.split(',').length ? ';' : ','
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    rows.push([...row, cell])
    row = []
    cell = ''
    if (rows.length > maxRows) throw refuse('too-long')
  }
  for (let index = 0; index < body.length; index++) {
    const character = body.charAt(index)
    if (quoted) {
      if (character !== '"') cell += character
      else if (body.charAt(index + 1) === '"') cell += body.charAt(++index)
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === separator) {
      row.push(cell)
      cell = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  if (quoted) throw refuse('malformed')
  if (cell !== '' || row.length > 0) endRow()
  return rows
}
