import { language } from './i18n.ts'

/** Undefined: those of the reader. */
let zone: string | undefined

/** From here on every instant is shown by the clocks of `place` (an IANA zone): an office and its acts name one hour, wherever it is read. */
export function goByClocksOf(place: string): void {
  zone = place
}

/** `2026-11-22` or an RFC 3339 instant, as a date in words: «22 novembre 2026». Unreadable text is shown as it is. */
export function formatDate(value: string | Date): string {
  // A calendar date has no zone: read as midnight UTC and shown in UTC, it never slips to the day before.
  const calendar = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  return format(value, calendar ? { dateStyle: 'long', timeZone: 'UTC' } : { dateStyle: 'long' })
}

/** An instant to the minute: «22 novembre 2026 alle ore 10:42». */
export function formatDateTime(value: string | Date): string {
  return format(value, { dateStyle: 'long', timeStyle: 'short' })
}

/** The same on the clocks of Rome, wherever the reader is: the hour of an act. Say beside it whose hour it is. */
export function formatInRome(value: string | Date): string {
  return format(value, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Rome' })
}

/** The hour alone: «10:42». */
export function formatTime(value: string | Date): string {
  return format(value, { timeStyle: 'short' })
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale()).format(value)
}

/** English as Europe writes it: day before month. */
function locale(): string {
  const now = language()
  return now === 'en' ? 'en-GB' : now
}

function format(value: string | Date, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return String(value)
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).format(date)
}
