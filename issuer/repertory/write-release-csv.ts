import { csvLine } from '../reads/csv-line.ts'
import { type Contents, KINDS, type ReleaseKind } from './kinds.ts'

/** A release as a table that can be opened in a spreadsheet, changed, and put in again. */
export function writeReleaseCsv<Kind extends ReleaseKind>(kind: Kind, content: Contents[Kind]): string {
  const { table } = KINDS[kind]
  return `\uFEFF${[table.columns, ...table.write(content)].map(csvLine).join('\r\n')}\r\n`
}
