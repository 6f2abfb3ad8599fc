import { besideOf } from './beside.ts'
import { explainUnplaced } from './explain-unplaced.ts'
import type { Plan, PlanInput, ProposedSitting, Room, Seat, Slot, Unplaced, WaitingCandidate } from './planning.ts'
import { seatCommission, seatsOf } from './seat-commission.ts'

interface Search extends PlanInput {
  readonly seats: readonly Seat[]
  readonly waiting: readonly WaitingCandidate[]
  readonly sittings: readonly ProposedSitting[]
  readonly slotOf: ReadonlyMap<string, Slot>
}

/**
 * Sittings for those who wait, of whichever body, grouped by sector and province, so that one commission hears many. Who waits
 * longest chooses first: of the sittings that this person can have, the one that hears most people, and of those the earliest.
 * What is kept comes first, unchanged. The same input always gives the same plan. It is a proposal, quick and good, not the least number of sittings that there is.
 */
export function proposePlan(input: PlanInput): Plan {
  const sittings: ProposedSitting[] = [...(input.kept ?? [])]
  const unplaced: Unplaced[] = []
  const seats = seatsOf(input.composition)
  const slotOf = new Map(input.slots.map((slot) => [slot.id, slot]))
  const heard = new Set(sittings.flatMap(({ candidates }) => candidates))
  let waiting = input.candidates.filter(({ caseId }) => !heard.has(caseId)).sort(longestFirst)
  for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
    const best = bestSitting({ first, search: { ...input, seats, slotOf, waiting, sittings: [...(input.taken ?? []), ...sittings] } })
    if (best === undefined) unplaced.push(explainUnplaced({ ...input, candidate: first, seats }))
    else sittings.push(best)
    const settled = new Set(best?.candidates ?? [first.caseId])
    waiting = waiting.filter(({ caseId }) => !settled.has(caseId))
  }
  const placed = sittings.reduce((sum, { candidates }) => sum + candidates.length, 0)
  return { sittings, unplaced, saved: placed - sittings.length }
}

function bestSitting({ first, search }: { first: WaitingCandidate; search: Search }): ProposedSitting | undefined {
  const rooms = search.rooms.filter(({ province }) => province === first.province)
  const possible = search.slots.flatMap((slot) => {
    if (!canCome(first, slot)) return []
    const alike = search.waiting.filter((one) => isAlike(one, first) && canCome(one, slot))
    const places = rooms.map((room) => {
      const people = Math.min(room.capacity, alike.length)
      return {
        room,
        beside: besideOf({ slot, room: room.id, people, taken: search.sittings, slots: search.slotOf, composition: search.composition }),
      }
    })
    const free = places.filter(({ room, beside }) => room.capacity > 0 && !beside.some((sitting) => sitting.room === room.id))
    const largest = free.reduce<Place | undefined>(
      (best, place) => (best === undefined || place.room.capacity > best.room.capacity ? place : best),
      undefined,
    )
    const sitting = largest && sittingIn({ first, search, slot, alike, ...largest })
    return sitting ? [sitting] : []
  })
  return possible.reduce<ProposedSitting | undefined>(
    (best, sitting) => (best === undefined || sitting.candidates.length > best.candidates.length ? sitting : best),
    undefined,
  )
}

interface Place {
  readonly room: Room
  /** Sittings whose people are not free for one that is held here. */
  readonly beside: readonly ProposedSitting[]
}

interface SittingIn extends Place {
  readonly first: WaitingCandidate
  readonly search: Search
  readonly slot: Slot
  /** Those whom the same commission may hear on this day. */
  readonly alike: readonly WaitingCandidate[]
}

function sittingIn({ first, search, slot, alike: all, room, beside }: SittingIn): ProposedSitting | undefined {
  const heard = new Set(beside.flatMap(({ candidates }) => candidates))
  const alike = all.filter(({ others }) => [...(others ?? [])].every((caseId) => !heard.has(caseId)))
  if (!alike.includes(first)) return undefined
  const cases = new Set(alike.map(({ caseId }) => caseId))
  const busy = new Set(beside.flatMap(({ members }) => members.map(({ expertId }) => expertId)))
  const experts = search.experts
    .filter(({ id, slots, conflicts }) => slots.includes(slot.id) && !busy.has(id) && !conflicts.includes(first.caseId))
    .map((expert) => ({ expert, ties: expert.conflicts.filter((caseId) => cases.has(caseId)).length }))
    .sort((one, other) => one.ties - other.ties || compare(one.expert.id, other.expert.id))
    .map(({ expert }) => expert)
  const { notAllFromOneBody } = search.composition
  const members = seatCommission({ seats: search.seats, sector: first.sector, experts, notAllFromOneBody })
  if (members === undefined) return undefined

  const sitting = new Set(members.map(({ expertId }) => expertId))
  const tied = new Set(experts.filter(({ id }) => sitting.has(id)).flatMap(({ conflicts }) => conflicts))
  const candidates = alike.map(({ caseId }) => caseId).filter((caseId) => !tied.has(caseId))
  return { slot: slot.id, room: room.id, sector: first.sector, members, candidates: candidates.slice(0, room.capacity) }
}

function isAlike(one: WaitingCandidate, other: WaitingCandidate): boolean {
  return one.sector === other.sector && one.province === other.province
}

function canCome({ unavailableDays, called }: WaitingCandidate, { id, day }: Slot): boolean {
  return !unavailableDays.includes(day) && called?.has(id) !== true
}

function longestFirst(one: WaitingCandidate, other: WaitingCandidate): number {
  return compare(one.waitingSince, other.waitingSince) || compare(one.caseId, other.caseId)
}

/** By code unit, so that no machine's language changes a plan. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
