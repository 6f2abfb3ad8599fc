import { AttestaError } from '../../credential/errors.ts'

/** Minutes that were spent on these days; both calendar dates belong to them. */
export interface Span {
  readonly from: string
  readonly until: string
  readonly minutes: number
}

/** The same, in days since 1970; all the lines of the same days together. */
interface Days {
  readonly from: number
  readonly until: number
  minutes: number
}

/** The days of one person with what is written on them, line after line. */
export interface Room {
  /** Writes one more line. @throws AttestaError `volunteer.day-full`; then the line is not there */
  take(entry: Span): void
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
  openRoom(known).take(entry)
}

/**
 * Asked line by line for a whole file, it keeps one way in which the hours can have been spent: while a line finds room in what that leaves
 * free, no other days need be counted. What was known may be over-full by itself (two records of one person): then each line is counted.
 */
export function openRoom(known: readonly Span[]): Room {
  const lines = new Map<string, Days>()
  const write = ({ from, until, minutes }: Days) => {
    const same = lines.get(`${from}-${until}`)
    if (same === undefined) lines.set(`${from}-${until}`, { from, until, minutes })
    else same.minutes += minutes
  }
  for (const span of known) write(daysOf(span))
  let free = layOut([...lines.values()])
  return {
    take(span) {
      const entry = daysOf(span)
      const isPlaced = free !== undefined && place(entry, free)
      if (!isPlaced) refuseFull(fullDays(entry, [...lines.values()]))
      write(entry)
      if (!isPlaced) free = layOut([...lines.values()])
    },
  }
}

/** Minutes still free, by day; a day that is not in it is free from end to end. */
type Free = Map<number, number>

/**
 * One way to spend all the hours: whoever has to be done first takes the first days that are free. Whatever then finds no place has none
 * in any other way (it stands with the lines before it on days that are full from end to end). Undefined where something has none.
 */
function layOut(lines: readonly Days[]): Free | undefined {
  const free: Free = new Map()
  const inOrder = [...lines].sort((one, other) => one.until - other.until)
  return inOrder.every((line) => place(line, free)) ? free : undefined
}

/** Takes the first minutes that are free on the days of a line; none where they are too few. */
function place({ from, until, minutes }: Days, free: Free): boolean {
  let left = minutes
  const taken: [day: number, left: number][] = []
  for (let day = from; day <= until && left > 0; day++) {
    const there = free.get(day) ?? MINUTES_OF_A_DAY
    const takes = Math.min(there, left)
    if (takes > 0) taken.push([day, there - takes])
    left -= takes
  }
  if (left > 0) return false
  for (const [day, rest] of taken) free.set(day, rest)
  return true
}

function refuseFull(full: Days | undefined): void {
  if (full === undefined) return
  const { from, until, minutes } = full
  const days = from === until ? sayDay(from) : `${sayDay(from)} – ${sayDay(until)}`
  throw new AttestaError('volunteer.day-full', { days, there: `${Math.floor(minutes / 60)} h ${minutes % 60} min` })
}

/** The fewest days that would be over-full, and what is there already. */
function fullDays(entry: Days, known: readonly Days[]): Days | undefined {
  const near = [entry, ...reaching(entry, known)].sort((one, other) => one.until - other.until)
  const froms = [...new Set(near.map(({ from }) => from))].filter((day) => day <= entry.from).sort((one, other) => other - one)
  let fewest: Days | undefined
  let fewestDays = Number.POSITIVE_INFINITY
  for (const from of froms) {
    let minutes = 0
    for (const line of near) {
      const days = line.until - from + 1
      if (days > fewestDays) break
      if (line.from < from) continue
      minutes += line.minutes
      if (line.until < entry.until || minutes <= MINUTES_OF_A_DAY * days) continue
      // Of the same days, the last count is that of all their lines.
      if (days === fewestDays && fewest?.from !== from) continue
      fewest = { from, until: line.until, minutes: minutes - entry.minutes }
      fewestDays = days
    }
  }
  return fewest
}

/** Lines that share a day with the entry, or with one that does, and so on: what is apart takes no room from it. */
function reaching(entry: Days, known: readonly Days[]): Days[] {
  const found: Days[] = []
  let together: Days[] = []
  let last = Number.NEGATIVE_INFINITY
  const close = () => {
    if (together.length > 0 && (together[0]?.from ?? last) <= entry.until && last >= entry.from) found.push(...together)
    together = []
  }
  for (const line of [...known].sort((one, other) => one.from - other.from)) {
    if (line.from > last) close()
    together.push(line)
    last = Math.max(last, line.until)
  }
  close()
  return found
}

const daysOf = ({ from, until, minutes }: Span): Days => ({ from: Date.parse(from) / DAY, until: Date.parse(until) / DAY, minutes })
const DAY = 86_400_000
const sayDay = (day: number) => new Date(day * DAY).toISOString().slice(0, 10).split('-').reverse().join('/')
