import { AttestaError } from '../../../credential/errors.ts'
import { readCells, type TableFault } from '../../csv/read-cells.ts'

/** What a line says, in our columns and as it was written. Nothing in it has been checked. */
export const COLUMNS = ['taxCode', 'familyName', 'givenName', 'birthDate', 'from', 'until', 'hours', 'activity'] as const
export type Column = (typeof COLUMNS)[number]
export type Cells = Readonly<Record<Column, string>>

export interface FileLine {
  /** In the file, from 1: where the line begins, also where a cell goes over several. */
  readonly line: number
  readonly cells: Cells
}

export const MAX_BYTES = 1_000_000
export const MAX_LINES = 5000
const MAX_LINE_LENGTH = 4000

/** How people call our columns, in small letters and nothing else. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  taxCode: ['codicefiscale', 'cf', 'taxcode'],
  familyName: ['cognome', 'familyname', 'lastname', 'surname'],
  givenName: ['nome', 'givenname', 'firstname'],
  birthDate: ['datadinascita', 'datanascita', 'birthdate', 'dateofbirth'],
  from: ['giorno', 'data', 'dal', 'day', 'date', 'from'],
  until: ['al', 'until', 'to'],
  hours: ['ore', 'hours'],
  activity: ['attivita', 'activity'],
}
const OF_PEOPLE: readonly Column[] = ['taxCode', 'familyName', 'givenName', 'birthDate']
const OF_HOURS: readonly Column[] = ['from', 'hours', 'activity']

/**
 * Reads a file of volunteers as spreadsheets write it: CSV (RFC 4180) with `;`, `,` or tabulators, in UTF-8 or Windows-1252, the first line
 * with the names of the columns. One without columns for hours has people only. Columns that we do not know are not read.
 *
 * @throws AttestaError `volunteer-import.too-large`, `volunteer-import.not-csv`, `volunteer-import.malformed`, `volunteer-import.columns`,
 * `volunteer-import.empty`
 */
export function parseFile(bytes: Uint8Array): FileLine[] {
  if (bytes.length > MAX_BYTES) throw tooLarge()
  const [head, ...rows] = readCells(decode(bytes), { maxRows: MAX_LINES + 1, maxRowLength: MAX_LINE_LENGTH, refuse })
  if (head === undefined) throw new AttestaError('volunteer-import.empty')
  const places = placesOf(head.cells)
  const lines = rows.map(({ line, cells }) => {
    const cell = (column: Column) => cells[places[column]]?.trim() ?? ''
    const [taxCode, familyName, givenName, birthDate] = [cell('taxCode'), cell('familyName'), cell('givenName'), cell('birthDate')]
    const hours = { from: cell('from'), until: cell('until'), hours: cell('hours'), activity: cell('activity') }
    return { line, cells: { taxCode, familyName, givenName, birthDate, ...hours } }
  })
  if (lines.length === 0) throw new AttestaError('volunteer-import.empty')
  return lines
}

const tooLarge = () => new AttestaError('volunteer-import.too-large', { megabytes: MAX_BYTES / 1_000_000, lines: MAX_LINES })
const refuse = ({ kind, line }: TableFault) => (kind === 'too-long' ? tooLarge() : new AttestaError('volunteer-import.malformed', { line }))

/** What is no UTF-8 is what Windows writes; a spreadsheet's own file, or any other with a zero in it, is no text. */
function decode(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new AttestaError('volunteer-import.not-csv')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // By our own table: the decoder of Node 20 reads 80 to 9F as control characters, and a typographic apostrophe is 92.
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\u0080-\u009f]/g, (mark) => WINDOWS_1252[mark.charCodeAt(0) - 0x80] ?? mark)
  }
}

/** What Windows-1252 has from 80 to 9F (Encoding Standard, index windows-1252). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Where each column stands; one that stands twice is as bad as one that is missing: nobody knows which was meant. */
function placesOf(head: readonly string[]): Readonly<Record<Column, number>> {
  const plain = head.map((name) =>
    name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  )
  const placeOf = (column: Column) => {
    const found = plain.flatMap((name, place) => (NAMES[column].includes(name) ? [place] : []))
    return found.length === 1 ? found[0] : found.length === 0 ? undefined : null
  }
  const places = Object.fromEntries(COLUMNS.map((column) => [column, placeOf(column)])) as Record<Column, number | undefined | null>
  const hasHours = OF_HOURS.some((column) => places[column] !== undefined)
  const wrong = COLUMNS.filter(
    (column) => places[column] === null || ([...OF_PEOPLE, ...(hasHours ? OF_HOURS : [])].includes(column) && places[column] === undefined),
  )
  if (wrong.length > 0) throw new AttestaError('volunteer-import.columns', { columns: wrong.map((column) => SAID[column]).join(', ') })
  return Object.fromEntries(COLUMNS.map((column) => [column, places[column] ?? -1])) as Record<Column, number>
}

/** As a file is to call them. */
export const SAID: Readonly<Record<Column, string>> = {
  taxCode: 'codice_fiscale',
  familyName: 'cognome',
  givenName: 'nome',
  birthDate: 'data_nascita',
  from: 'dal',
  until: 'al',
  hours: 'ore',
  activity: 'attivita',
}
