/** How long a sitting takes, and how long it takes from one place to another, as the service says it of a plan; in minutes. */
export interface SittingTimes {
  readonly personMinutes: number
  readonly mostMinutes: number
  readonly travelMinutes: number
}

interface Held {
  readonly at: Date
  readonly people: number
  readonly place: string
}

/** Can nobody sit in both? As the service decides it (tests/issuer/planner/overlap.test.ts); said here as soon as somebody is moved. */
export function overlap({ one, other, times }: { one: Held; other: Held; times: SittingTimes }): boolean {
  const [first, second] = one.at <= other.at ? [one, other] : [other, one]
  const minutes = Math.min(times.mostMinutes, first.people * times.personMinutes) + (first.place === second.place ? 0 : times.travelMinutes)
  return second.at.getTime() - first.at.getTime() < minutes * 60_000
}
