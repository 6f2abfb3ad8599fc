import { dayInRome } from '../../credential/time.ts'
import { inRome } from '../rome-time.ts'
import { isWorkingDay } from '../working-day.ts'

const DAY = 86_400_000

/** Office days around now: an instant on the working day `daysAgo` days ago (or before it, at a weekend or on a holiday) at `time` in Rome. */
export function calendar(now: Date): (daysAgo: number, time: string) => Date {
  return (daysAgo, time) => inRome({ day: workingDay(new Date(now.getTime() - daysAgo * DAY)), time })
}

function workingDay(instant: Date): string {
  const day = dayInRome(instant)
  return isWorkingDay(day) ? day : workingDay(new Date(instant.getTime() - DAY))
}
