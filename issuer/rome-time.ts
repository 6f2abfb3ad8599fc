import type { Language } from '../http/page/language.ts'

const SHOWN = { timeZone: 'Europe/Rome', dateStyle: 'long', timeStyle: 'short' } as const
const FORMATS = { it: new Intl.DateTimeFormat('it-IT', SHOWN), en: new Intl.DateTimeFormat('en-GB', SHOWN) }
const ZONE = { it: 'ora di Roma', en: 'time in Rome' }

/** An instant as acts and letters say it: wherever they are read, it is the hour of the office that they mean. */
export function sayInRome({ at, language }: { at: Date; language: Language }): string {
  return `${FORMATS[language].format(at)} (${ZONE[language]})`
}

const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'medium' })

/** The instant at which clocks in Rome show this, away from the night in which they change. */
export function inRome({ day, time }: { day: string; time: string }): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  const shownThen = Date.parse(`${CLOCK.format(asUtc).replace(' ', 'T')}Z`)
  return new Date(asUtc - (shownThen - asUtc))
}

/** The same day of the year before, `YYYY-MM-DD`: a day that this year alone has is one that sorts before the next. */
export function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
}

/** The day after, `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
