import type { PlanInput, Seat, Unplaced, WaitingCandidate } from './planning.ts'
import { fits, seatCommission } from './seat-commission.ts'

export interface ExplainUnplacedInput extends PlanInput {
  readonly candidate: WaitingCandidate
  readonly seats: readonly Seat[]
}

/** Why nobody could hear this person in this week, the plainest cause first: what the Chamber can do something about. */
export function explainUnplaced(input: ExplainUnplacedInput): Unplaced {
  const { candidate, seats, experts, rooms, slots, composition } = input
  const { caseId, sector } = candidate
  if (!rooms.some(({ province, capacity }) => province === candidate.province && capacity > 0)) return { caseId, why: 'no-room' }
  const days = slots.filter(({ day }) => !candidate.unavailableDays.includes(day))
  if (days.length === 0) return { caseId, why: 'no-day' }
  const free = days.filter(({ id }) => candidate.called?.has(id) !== true)
  if (free.length === 0) return { caseId, why: 'called' }
  for (const seat of seats) {
    const able = experts.filter((expert) => fits({ seat, expert, sector }))
    if (able.length === 0) return { caseId, why: 'no-expert', role: seat.role }
    if (able.every(({ conflicts }) => conflicts.includes(caseId))) return { caseId, why: 'all-in-conflict', role: seat.role }
  }
  const able = experts.filter(({ conflicts }) => !conflicts.includes(caseId))
  const couldSit = free.some(({ id }) => {
    const present = able.filter((expert) => expert.slots.includes(id))
    return seatCommission({ seats, sector, experts: present, notAllFromOneBody: composition.notAllFromOneBody }) !== undefined
  })
  return { caseId, why: couldSit ? 'no-place-left' : 'no-commission' }
}
