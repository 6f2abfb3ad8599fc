import type { AvailableExpert, Composition, Seat, SeatedMember } from './planning.ts'

export interface SeatCommissionInput {
  readonly seats: readonly Seat[]
  readonly sector: string
  /** Free in this slot, and in no conflict with the candidate for whom the sitting is held; the best first. */
  readonly experts: readonly AvailableExpert[]
  readonly notAllFromOneBody: boolean
}

/** The seats of a commission one by one; where the pack asks for more people than its roles count, the last role has the rest. */
export function seatsOf({ roles, minimum }: Composition): Seat[] {
  const seats = roles.flatMap(({ id, count, needsSector }) => Array.from({ length: count }, () => ({ role: id, needsSector })))
  const last = seats.at(-1)
  while (last !== undefined && seats.length < minimum) seats.push({ role: last.role, needsSector: false })
  return seats
}

export function fits({ seat, expert, sector }: { seat: Seat; expert: AvailableExpert; sector: string }): boolean {
  return expert.roles.includes(seat.role) && (!seat.needsSector || expert.sectors.includes(sector))
}

/** A person for every seat, or undefined where nobody's rearranging would fill them all: the scarcest seat is filled first, and tried again. */
export function seatCommission({ seats, sector, experts, notAllFromOneBody }: SeatCommissionInput): SeatedMember[] | undefined {
  const open = seats
    .map((seat) => ({ seat, able: experts.filter((expert) => fits({ seat, expert, sector })) }))
    .sort((one, other) => one.able.length - other.able.length)
  const seated: AvailableExpert[] = []
  const fill = (index: number): boolean => {
    const next = open[index]
    if (next === undefined) return !notAllFromOneBody || !fromOneBody(seated)
    return next.able.some((expert) => {
      if (seated.includes(expert)) return false
      seated.push(expert)
      if (fill(index + 1)) return true
      seated.pop()
      return false
    })
  }
  if (open.length === 0 || !fill(0)) return undefined
  return open.map(({ seat }, index) => ({ expertId: seated[index]?.id ?? '', role: seat.role }))
}

function fromOneBody(experts: readonly AvailableExpert[]): boolean {
  const employer = experts[0]?.employer
  return employer !== undefined && experts.every((expert) => expert.employer === employer)
}
