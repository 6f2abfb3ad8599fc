import { dayInRome } from '../../credential/time.ts'

const DAY = 86_400_000
const SHOWN = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'medium' })

/** Office days around now: an instant on the working day `daysAgo` days ago (or before it, at a weekend) at `time` in Rome. */
export function calendar(now: Date): (daysAgo: number, time: string) => Date {
  return (daysAgo, time) => inRome({ day: workingDay(new Date(now.getTime() - daysAgo * DAY)), time })
}

function workingDay(instant: Date): string {
  const day = dayInRome(instant)
  const ofWeek = new Date(`${day}T00:00:00Z`).getUTCDay()
  return ofWeek === 0 || ofWeek === 6 ? workingDay(new Date(instant.getTime() - DAY)) : day
}

/** The instant at which clocks in Rome show this, away from the night in which they change. */
function inRome({ day, time }: { day: string; time: string }): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  const shownThen = Date.parse(`${SHOWN.format(asUtc).replace(' ', 'T')}Z`)
  return new Date(asUtc - (shownThen - asUtc))
}
