import { besideOf } from './beside.ts'
import type { AvailableExpert, PlanInput, ProposedSitting } from './planning.ts'
import { fits, seatsOf } from './seat-commission.ts'

export interface CheckKeptInput extends PlanInput {
  readonly sitting: ProposedSitting
}

/** Why a sitting cannot be kept, and about whom. */
export type Misfit =
  | { readonly why: 'not-offered' | 'taken' | 'full' | 'composition' }
  | { readonly why: 'not-waiting' | 'twice' | 'mixed' | 'no-day' | 'called'; readonly caseId: string }
  | { readonly why: 'busy'; readonly expertId: string }
  | { readonly why: 'conflict'; readonly expertId: string; readonly caseId: string }

/**
 * May this sitting stand beside those that are `taken`, by the same rules as one that is proposed? The first rule that it breaks, or
 * undefined.
 */
export function checkKept(input: CheckKeptInput): Misfit | undefined {
  const { sitting, experts, rooms, slots, taken = [] } = input
  const room = rooms.find(({ id }) => id === sitting.room)
  const slot = slots.find(({ id }) => id === sitting.slot)
  if (room === undefined || slot === undefined) return { why: 'not-offered' }
  const people = sitting.candidates.length
  const known = new Map(slots.map((one) => [one.id, one]))
  const beside = besideOf({ slot, room: room.id, people, taken, slots: known, composition: input.composition })
  if (beside.some((other) => other.room === sitting.room)) return { why: 'taken' }
  if (sitting.candidates.length > room.capacity) return { why: 'full' }

  for (const [index, caseId] of sitting.candidates.entries()) {
    const candidate = input.candidates.find((one) => one.caseId === caseId)
    if (candidate === undefined) return { why: 'not-waiting', caseId }
    const elsewhere = taken.some(({ candidates }) => candidates.includes(caseId))
    if (elsewhere || sitting.candidates.indexOf(caseId) !== index) return { why: 'twice', caseId }
    if (candidate.sector !== sitting.sector || candidate.province !== room.province) return { why: 'mixed', caseId }
    if (candidate.unavailableDays.includes(slot.day)) return { why: 'no-day', caseId }
    if (candidate.called?.has(slot.id)) return { why: 'called', caseId }
  }
  const seated: AvailableExpert[] = []
  for (const { expertId } of sitting.members) {
    const expert = experts.find(({ id }) => id === expertId)
    const sits = beside.some(({ members }) => members.some((member) => member.expertId === expertId))
    if (expert === undefined || sits || !expert.slots.includes(slot.id)) return { why: 'busy', expertId }
    const tied = sitting.candidates.find((caseId) => expert.conflicts.includes(caseId))
    if (tied !== undefined) return { why: 'conflict', expertId, caseId: tied }
    seated.push(expert)
  }
  return isCommission({ ...input, seated }) ? undefined : { why: 'composition' }
}

/** Each seat has one person of its role, nobody has two, and not all come from one body where that is asked. */
function isCommission({ sitting, composition, seated }: CheckKeptInput & { seated: readonly AvailableExpert[] }): boolean {
  const { members, sector } = sitting
  const open = seatsOf(composition)
  const inRoles = open.length === members.length && members.every(({ role }) => count(open, role) === count(members, role))
  if (!inRoles || new Set(seated).size !== seated.length) return false
  const able = (role: string, needsSector: boolean) =>
    seated.filter((expert, index) => members[index]?.role === role && fits({ seat: { role, needsSector }, expert, sector })).length
  const filled = open.every(({ role }) => able(role, false) === count(members, role))
  const ofSector = composition.roles.every(({ id, count: least, needsSector }) => able(id, needsSector) >= least)
  const [first, ...others] = seated.map(({ employer }) => employer)
  return filled && ofSector && !(composition.notAllFromOneBody && first !== undefined && others.every((employer) => employer === first))
}

const count = (seats: readonly { readonly role: string }[], role: string) => seats.filter((seat) => seat.role === role).length
