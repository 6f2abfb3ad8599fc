interface Holiday {
  /** `MM-DD`. */
  readonly on: string
  /** The first year in which it was one, where that matters to anybody who plans today. */
  readonly since?: number
}

/**
 * National holidays of fixed date, as calendars print them (l. 260/1949 and its changes); not read in the Gazzetta by us. Patron saints are
 * each town's own, and stay with whoever plans.
 */
const HOLIDAYS: readonly Holiday[] = [
  { on: '01-01' },
  { on: '01-06' },
  { on: '04-25' },
  { on: '05-01' },
  { on: '06-02' },
  { on: '08-15' },
  { on: '10-04', since: 2026 },
  { on: '11-01' },
  { on: '12-08' },
  { on: '12-25' },
  { on: '12-26' },
]

/** Whether offices work on this day, `YYYY-MM-DD`: none on a Saturday, a Sunday or a national holiday. */
export function isWorkingDay(day: string): boolean {
  const ofWeek = new Date(`${day}T00:00:00Z`).getUTCDay()
  const year = Number(day.slice(0, 4))
  return (
    ofWeek !== 0 &&
    ofWeek !== 6 &&
    day !== easterMonday(year) &&
    !HOLIDAYS.some(({ on, since = year }) => day.endsWith(on) && year >= since)
  )
}

/** By the anonymous Gregorian algorithm (J. Meeus, Astronomical Algorithms, ch. 8). */
function easterMonday(year: number): string {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const moon = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451)
  const days = moon + sunday - 7 * late + 114
  return new Date(Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 2)).toISOString().slice(0, 10)
}
