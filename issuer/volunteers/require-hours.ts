import { requireThat } from '../steps/require-that.ts'

export interface HoursEntry {
  /** Calendar dates, `YYYY-MM-DD`; one day has the same twice. */
  readonly from: string
  readonly until: string
  readonly minutes: number
  readonly activity: string
}

/**
 * What a line says of itself; beside which others it stands is for `requireRoom`.
 *
 * @throws AttestaError `volunteer.later`, `volunteer.before-birth`, `volunteer.days`, `volunteer.too-many-hours`, `volunteer.activity`
 */
export function requireHours(
  { from, until, minutes, activity }: HoursEntry,
  { today, birthDate }: { today: string /** Undefined where it cannot be read. */; birthDate: string | undefined },
): void {
  requireThat(until <= today, 'volunteer.later')
  requireThat(birthDate === undefined || from >= birthDate, 'volunteer.before-birth')
  requireThat(from <= until && until < aYearAfter(from), 'volunteer.days')
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1
  requireThat(minutes <= 1440 * days, 'volunteer.too-many-hours')
  requireThat(activity.length >= 3 && activity.length <= 300, 'volunteer.activity')
}

/** The same day a year later; of 29 February the last of the month, as the database counts. */
function aYearAfter(day: string): string {
  const [year = '', ...rest] = day.split('-')
  const after = `${String(Number(year) + 1).padStart(4, '0')}-${rest.join('-')}`
  return after.endsWith('-02-29') ? `${after.slice(0, 8)}28` : after
}
