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

/** The working days of the period; nobody is convened on a Saturday or a Sunday. */
export function workingDays({ from, until }: Pick<PlanAsked, 'from' | 'until'>): string[] {
  const days: string[] = []
  const last = Date.parse(`${until}T00:00:00Z`)
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= last && days.length < MOST_DAYS; at += DAY) {
    const ofWeek = new Date(at).getUTCDay()
    if (ofWeek !== 0 && ofWeek !== 6) days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}
