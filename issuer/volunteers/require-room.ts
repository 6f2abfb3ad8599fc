import { AttestaError } from '../../credential/errors.ts'

/** Minutes that were spent on these days; both calendar dates belong to them. */
export interface Span {
  readonly from: string
  readonly until: string
  readonly minutes: number
}

const MINUTES_OF_A_DAY = 1440

/**
 * Refuses hours for which a day has no room beside what stands there already, over all activities. Lines of several days are laid out as
 * kindly as they can be: they fit where no days, taken together, hold more than 24 hours each of what lies wholly within them. The database
 * says the same (`attesta_hours_fit`).
 *
 * @throws AttestaError `volunteer.day-full`
 */
export function requireRoom(entry: Span, known: readonly Span[]): void {
  const full = fullDays(entry, known)
  if (full === undefined) return
  const { from, until, minutes } = full
  const days = from === until ? sayDay(from) : `${sayDay(from)} – ${sayDay(until)}`
  throw new AttestaError('volunteer.day-full', { days, there: `${Math.floor(minutes / 60)} h ${minutes % 60} min` })
}

/** The fewest days that would be over-full, and what is there already. */
function fullDays(entry: Span, known: readonly Span[]): Span | undefined {
  const near = [entry, ...reaching(entry, known)].sort((one, other) => (one.until < other.until ? -1 : 1))
  let fewest: (Span & { days: number }) | undefined
  for (const from of new Set(near.map((span) => span.from).filter((day) => day <= entry.from))) {
    let minutes = 0
    for (const span of near.filter((one) => one.from >= from)) {
      minutes += span.minutes
      const days = daysOf({ from, until: span.until })
      if (span.until < entry.until || minutes <= MINUTES_OF_A_DAY * days || (fewest !== undefined && fewest.days <= days)) continue
      fewest = { from, until: span.until, minutes: minutes - entry.minutes, days }
    }
  }
  return fewest
}

/** Lines that share a day with the entry, or with one that does, and so on: what is apart takes no room from it. */
function reaching(entry: Span, known: readonly Span[]): Span[] {
  let { from, until } = entry
  for (;;) {
    const found = known.filter((span) => span.from <= until && span.until >= from)
    const [first = from] = [from, ...found.map((span) => span.from)].sort()
    const last = [until, ...found.map((span) => span.until)].sort().at(-1) ?? until
    if (first === from && last === until) return found
    from = first
    until = last
  }
}

const daysOf = ({ from, until }: { from: string; until: string }) => (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1
const sayDay = (day: string) => day.split('-').reverse().join('/')
