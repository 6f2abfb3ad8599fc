import type { SittingTimes } from './collide.ts'

/** What the planner is given and what it proposes: plain data, so that a plan can be tried without a database or a clock. */

export interface WaitingCandidate {
  readonly caseId: string
  readonly body: string
  readonly sector: string
  readonly province: string
  /** ISO date; who waits longest is placed first. */
  readonly waitingSince: string
  readonly unavailableDays: readonly string[]
  /** Slots at which this person is called to another sitting. */
  readonly called?: ReadonlySet<string>
  /** Other cases of the same person: nobody is heard in two sittings at once. */
  readonly others?: ReadonlySet<string>
}

export interface AvailableExpert {
  readonly id: string
  readonly roles: readonly string[]
  readonly sectors: readonly string[]
  readonly slots: readonly string[]
  readonly employer?: string
  /** The cases that this person must not judge. */
  readonly conflicts: readonly string[]
}

export interface Room {
  readonly id: string
  readonly province: string
  /** How many candidates one sitting here can hear. */
  readonly capacity: number
}

export interface Slot {
  readonly id: string
  readonly day: string
  /** When a sitting begins. */
  readonly at: Date
}

/** Who must sit, as the rule pack says it. */
export interface Composition {
  readonly roles: readonly { readonly id: string; readonly count: number; readonly needsSector: boolean }[]
  readonly minimum: number
  readonly notAllFromOneBody: boolean
  readonly times: SittingTimes
}

export interface PlanInput {
  readonly candidates: readonly WaitingCandidate[]
  readonly experts: readonly AvailableExpert[]
  readonly rooms: readonly Room[]
  readonly slots: readonly Slot[]
  readonly composition: Composition
  /** Sittings that stand already: their rooms and their people are not free. */
  readonly taken?: readonly ProposedSitting[]
  /** Sittings of this composition that stay as they are while the rest is planned; whether they still may is `check-kept.ts`. */
  readonly kept?: readonly ProposedSitting[]
}

export interface Seat {
  readonly role: string
  readonly needsSector: boolean
}

export interface SeatedMember {
  readonly expertId: string
  readonly role: string
}

export interface ProposedSitting {
  readonly slot: string
  readonly room: string
  readonly sector: string
  readonly members: readonly SeatedMember[]
  readonly candidates: readonly string[]
}

export type Unplaced = { readonly caseId: string } & (
  | { readonly why: 'no-room' | 'no-day' | 'called' | 'no-place-left' | 'no-commission' }
  | { readonly why: 'no-expert' | 'all-in-conflict'; readonly role: string }
)

export interface Plan {
  readonly sittings: readonly ProposedSitting[]
  readonly unplaced: readonly Unplaced[]
  /** Against one sitting for each candidate, which is how commissions were appointed. */
  readonly saved: number
}
