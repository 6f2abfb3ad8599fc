import { describe, expect, test } from 'vitest'
import { csvCell } from '../../verifier/web/lib/csv-cell.ts'

/** What a spreadsheet gets to see of a cell that was written in quotes. */
function seen(cell: string): string {
  expect(cell).toMatch(/^"(?:[^"]|"")*"$/)
  return cell.slice(1, -1).replaceAll('""', '"')
}

describe('a name of a document in a sheet', () => {
  test.each([
    '=HYPERLINK("https://x.example";"apri")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    ' =1+1',
    '\t=1',
    '\r=1',
    '\n=1',
    '\tuno',
    '\u00a0=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠A1',
  ])('%s is no formula', (text) => {
    expect(seen(csvCell(text))).toMatch(/^'/)
  })

  test.each(['Niccolò', "D'Agostò", 'a;b', 'a "b"', '', '1=1', 'È = é'])('%s stays what it is', (text) => {
    expect(seen(csvCell(text))).toBe(text)
  })

  test('a quote does not end the cell', () => {
    expect(csvCell('a";=1+1;"b')).toBe('"a"";=1+1;""b"')
  })
})
