/** How long a sitting takes, and how long it takes to get from one place to another, as the rule pack says. */
export interface SittingTimes {
  readonly personMinutes: number
  /** No sitting takes longer, however many it hears. */
  readonly mostMinutes: number
  readonly travelMinutes: number
}

export interface Held {
  readonly at: Date
  /** How many people it hears. */
  readonly people: number
  readonly place: string
}

export interface CollideInput {
  readonly one: Held
  readonly other: Held
  readonly times: SittingTimes
}

/** Can nobody sit in both? One begins before the other has ended, and whoever sits in it has come over. */
export function collide({ one, other, times }: CollideInput): boolean {
  const [first, second] = one.at <= other.at ? [one, other] : [other, one]
  const minutes = Math.min(times.mostMinutes, first.people * times.personMinutes) + (first.place === second.place ? 0 : times.travelMinutes)
  return second.at.getTime() - first.at.getTime() < minutes * 60_000
}
