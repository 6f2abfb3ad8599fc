import type { TableRow } from '../csv/read-table.ts'

/** A release as a table: which columns it needs, and the object that a JSON file would have held. Nothing of it has been checked. */
export interface ReleaseTable<Content> {
  readonly columns: readonly string[]
  read(rows: readonly TableRow[]): FromTable
  write(content: Content): readonly (readonly string[])[]
}

export interface FromTable {
  readonly value: unknown
  /** The line that each row was read from, so that a fault is named by it. */
  readonly lines: ReadonlyMap<object, number>
}

const BETWEEN = '|'

/** Several texts in one cell. */
export const manyOf = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(BETWEEN)
    .map((text) => text.trim())
    .filter((text) => text !== '')
export const inOneCell = (texts: readonly string[] = []): string => texts.join(` ${BETWEEN} `)

/** Left out where the cell is empty. */
export const given = <Name extends string>(name: Name, cell: string | undefined) =>
  (cell ?? '') === '' ? {} : ({ [name]: cell } as Record<Name, string>)

/** `sì` or `no`; anything else stays what it is, and is refused. */
export const yesOrNo = (cell: string | undefined): unknown => ({ sì: true, si: true, no: false })[(cell ?? '').toLowerCase()] ?? cell
export const sayYesOrNo = (value: boolean): string => (value ? 'sì' : 'no')

/** A level that is no number stays a text, and is refused. */
export const levelIn = (cell: string | undefined): object =>
  (cell ?? '') === '' ? {} : { eqfLevel: /^\d$/.test(cell ?? '') ? Number(cell) : cell }
