import type { Localized } from '../in-language.ts'
import type { SittingTimes } from '../overlap.ts'
import { read, write } from './client.ts'
import type { Appointment } from './commission-requests.ts'

export interface PlanAsked {
  readonly from: string
  readonly until: string
  readonly times: readonly string[]
  readonly places: readonly { readonly name: string; readonly province: string; readonly capacity: number }[]
}

/** A sitting of an earlier proposal that stays while the rest is planned anew. */
export interface KeptSitting {
  readonly at: string
  readonly place: string
  readonly province: string
  readonly members: readonly { readonly expertId: string; readonly role: string }[]
  readonly requestIds: readonly string[]
}

export interface PlannedPerson {
  readonly requestId: string
  readonly name: string
  readonly caseNumber: string
  readonly titleByLanguage: Localized
  readonly body: string
  readonly sector: string
  readonly province: string
  readonly since: string
}

export interface PlannedSitting {
  readonly at: string
  readonly place: string
  readonly province: string
  readonly capacity: number
  readonly sector: string
  readonly members: readonly {
    readonly expertId: string
    readonly name: string
    readonly role: string
    readonly roleByLanguage?: Readonly<Record<'it' | 'en', string>>
  }[]
  readonly candidates: readonly PlannedPerson[]
  /** Who waits for such a sitting and may not be heard by this commission. */
  readonly unfit: readonly { readonly requestId: string; readonly why: Readonly<Record<'it' | 'en', string>> }[]
  /** How long a sitting takes, and how far places are. */
  readonly times?: SittingTimes
  readonly kept: boolean
}

export interface Plan {
  readonly waiting: number
  readonly page: number
  readonly placed: number
  readonly bodies: number
  /** Sittings spared against one for each person. */
  readonly saved: number
  readonly sittings: readonly PlannedSitting[]
  readonly unplaced: readonly (PlannedPerson & { readonly why: Readonly<Record<'it' | 'en', string>> })[]
}

/** How long before a sitting whoever is called knows of it, and from when one can be proposed. */
export interface Notice {
  readonly days: number
  readonly from: string
  readonly workingDefault: boolean
}

export interface Waiting {
  readonly total: number
  readonly pages: number
  /** For how many a plan is made at once. */
  readonly atOnce: number
  readonly items: readonly PlannedPerson[]
  readonly notice: Notice
}

/** For whom a commission is still to be appointed, the longest first; of many, one page. */
export function readWaiting(query: URLSearchParams): Promise<Waiting> {
  return read(`/api/plans?${query}`)
}

export interface PlanToPropose {
  readonly asked: PlanAsked
  readonly kept: readonly KeptSitting[]
  /** Requests that are left for another time. */
  readonly later: readonly string[]
  readonly page: number
}

export function proposePlan({ asked, kept, later, page }: PlanToPropose, key: string): Promise<Plan> {
  return write({ path: '/api/plans', body: { ...asked, kept, later, waitingPage: page }, key })
}

export function acceptPlan(
  appointments: readonly (Appointment & { readonly requestIds: readonly string[] })[],
  key: string,
): Promise<{ readonly appointed: readonly { readonly commissionId: string; readonly sittingId: string }[] }> {
  return write({ path: '/api/plans/accept', body: { appointments }, key })
}
