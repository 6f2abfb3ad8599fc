import { AttestaError, type ErrorCode, type Facts } from '../../../credential/errors.ts'
import { parseDate } from '../../../credential/time.ts'
import { requireBirthDate } from '../../person/require-birth-date.ts'
import { isName } from '../../person/require-name.ts'
import { requireTaxCode } from '../../person/require-tax-code.ts'
import { parseHours } from '../parse-hours.ts'
import { type HoursEntry, requireHours } from '../require-hours.ts'
import type { Cells, Column } from './parse-file.ts'

/** What is wrong with a line: in which column, and by which sentence of the catalogue. */
export interface LineProblem {
  readonly column: Column
  readonly code: ErrorCode
  readonly facts?: Facts
}

export interface ReadyLine {
  readonly person: { readonly taxCode: string; readonly familyName: string; readonly givenName: string; readonly birthDate: string }
  /** Undefined on a line that only names a person. */
  readonly hours: HoursEntry | undefined
}

/**
 * Everything that a line says against itself; what the register says comes after. Where somebody saw the card (`cardSeen`), the letters of
 * the code need not be those of the name.
 */
export function judgeLine({
  cells,
  cardSeen,
  today,
}: {
  cells: Cells
  cardSeen: boolean
  today: string
}): { ready: ReadyLine } | { problems: readonly LineProblem[] } {
  const problems: LineProblem[] = []
  const check = <Value>(column: Column, read: () => Value): Value | undefined => {
    let value: Value | undefined
    const problem = problemIn(column, () => {
      value = read()
    })
    if (problem !== undefined) problems.push(problem)
    return value
  }
  const name = (column: 'familyName' | 'givenName') =>
    check(column, () => {
      const written = cells[column].replace(/ +/g, ' ')
      if (!isName(written)) throw new AttestaError('volunteer-import.name')
      return written
    })
  const familyName = name('familyName')
  const givenName = name('givenName')
  const birthDate = check('birthDate', () => {
    const day = readDay(cells.birthDate, 'volunteer-import.birth-date')
    requireBirthDate({ birthDate: day, today })
    return day
  })
  const written = cells.taxCode.replace(/\s/g, '').toUpperCase()
  const names = cardSeen || familyName === undefined || givenName === undefined ? undefined : { familyName, givenName }
  const taxCode = check('taxCode', () =>
    birthDate === undefined ? written : requireTaxCode({ taxCode: written, birthDate, name: names }).code,
  )
  const hours = hasHours(cells) ? judgeHours(cells, { today, birthDate }, check) : undefined
  if (problems.length > 0 || familyName === undefined || givenName === undefined || birthDate === undefined || taxCode === undefined) {
    return { problems }
  }
  return { ready: { person: { taxCode, familyName, givenName, birthDate }, hours } }
}

/** What a check says against a column; undefined where it says nothing. */
export function problemIn(column: Column, check: () => void): LineProblem | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (!(error instanceof AttestaError)) throw error
    return { column, code: error.code, ...(Object.keys(error.facts).length > 0 && { facts: error.facts }) }
  }
}

const hasHours = ({ from, until, hours, activity }: Cells) => [from, until, hours, activity].some((cell) => cell !== '')

function judgeHours(
  cells: Cells,
  on: { today: string; birthDate: string | undefined },
  check: <Value>(column: Column, read: () => Value) => Value | undefined,
): HoursEntry | undefined {
  const from = check('from', () => readDay(cells.from, 'volunteer-import.day'))
  const until = cells.until === '' ? from : check('until', () => readDay(cells.until, 'volunteer-import.day'))
  const minutes = check('hours', () => parseHours(cells.hours))
  const activity = check('activity', () => {
    if (cells.activity.length < 3 || cells.activity.length > 300 || /\p{Cc}/u.test(cells.activity))
      throw new AttestaError('volunteer.activity')
    return cells.activity
  })
  if (from === undefined || until === undefined || minutes === undefined || activity === undefined) return undefined
  const entry = { from, until, minutes, activity }
  check(cells.until === '' ? 'from' : 'until', () => requireHours({ ...entry, minutes: 1 }, on))
  check('hours', () => {
    if (from <= until && until <= on.today) requireHours(entry, { ...on, birthDate: undefined })
  })
  return entry
}

/** `23/11/2026`, `23-11-2026`, `23.11.2026` or `2026-11-23`, and only days that exist. */
function readDay(text: string, code: 'volunteer-import.birth-date' | 'volunteer-import.day'): string {
  const italian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const iso = italian === null ? text : `${italian[3]}-${italian[2]?.padStart(2, '0')}-${italian[1]?.padStart(2, '0')}`
  try {
    return parseDate(iso)
  } catch {
    throw new AttestaError(code)
  }
}
