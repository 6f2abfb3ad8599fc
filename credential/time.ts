import { AttestaError } from './errors.ts'

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/

/** 9999-12-31T23:59:59Z: a NumericDate in milliseconds, the commonest mistake, lies far beyond. */
const LAST_SECOND = 253_402_300_799

/**
 * An instant written as RFC 3339 §5.6 and XML Schema's dateTimeStamp both allow: upper case, a zone, no 24:00, no leap
 * second, no day that the calendar lacks. `Date` alone turns 30 February into 2 March (security.md §0, finding 4).
 * Digits below the millisecond are dropped.
 *
 * @throws AttestaError `time.malformed`
 */
export function parseDateTime(text: string): Date {
  const match = DATE_TIME.exec(text)
  if (!match) throw new AttestaError('time.malformed')
  const [, date = '', hour = '', minute = '', second = '', fraction = '', zone = ''] = match
  parseDate(date)
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) throw new AttestaError('time.malformed')

  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const local = Date.parse(`${date}T${hour}:${minute}:${second}.${milliseconds}Z`)
  return new Date(local - offsetMinutes(zone) * 60_000)
}

/**
 * A calendar date `YYYY-MM-DD` that exists; returned unchanged, since it belongs to no time zone.
 *
 * @throws AttestaError `time.malformed`
 */
export function parseDate(text: string): string {
  const match = DATE.exec(text)
  if (!match) throw new AttestaError('time.malformed')
  const [, year, month, day] = match.map(Number)
  if (year === undefined || month === undefined || day === undefined) throw new AttestaError('time.malformed')
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) throw new AttestaError('time.malformed')
  return text
}

/** The instant in UTC, to the second: `2027-01-15T12:00:00Z`. */
export function formatDateTime(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new AttestaError('time.malformed')
  return `${date.toISOString().slice(0, -5)}Z`
}

/**
 * A NumericDate (RFC 7519 §2): seconds since 1970, fractions allowed.
 *
 * @throws AttestaError `time.malformed` for text, milliseconds, infinities and times before 1970
 */
export function fromNumericDate(value: unknown): Date {
  if (typeof value !== 'number' || !(value >= 0) || value > LAST_SECOND) throw new AttestaError('time.malformed')
  return new Date(Math.floor(value * 1000))
}

/** Whole seconds since 1970, rounded down. */
export function toNumericDate(date: Date): number {
  if (Number.isNaN(date.getTime())) throw new AttestaError('time.malformed')
  return Math.floor(date.getTime() / 1000)
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4, 6))
  // XML Schema 1.1 part 2, timezoneFrag: no further than 14:00.
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) throw new AttestaError('time.malformed')
  return zone.startsWith('-') ? -(hours * 60 + minutes) : hours * 60 + minutes
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

const ROME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' })

/** The calendar day of an instant where the act is made, `YYYY-MM-DD`: an exam at 00:30 is not of the day before. */
export function dayInRome(instant: Date): string {
  return ROME.format(instant)
}
