import { isWorkingDay } from '../../working-day.ts'

/** What the Chamber says before a plan is proposed: in which days, at which hours, and where a commission can sit. */
export interface PlanAsked {
  /** ISO dates, both included. */
  readonly from: string
  readonly until: string
  /** Hours at which a sitting may begin, as clocks in Rome show them: `09:00`. */
  readonly times: readonly string[]
  readonly places: readonly { readonly name: string; readonly province: string; readonly capacity: number }[]
}

export const MOST_DAYS = 31
const DAY = 86_400_000

/** The working days of the period: on others nobody is convened. */
export function workingDays({ from, until }: Pick<PlanAsked, 'from' | 'until'>): string[] {
  const days: string[] = []
  const last = Date.parse(`${until}T00:00:00Z`)
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= last && days.length < MOST_DAYS; at += DAY) {
    const day = new Date(at).toISOString().slice(0, 10)
    if (isWorkingDay(day)) days.push(day)
  }
  return days
}
