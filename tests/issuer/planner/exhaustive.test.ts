import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlanInput, ProposedSitting, Seat } from '../../../issuer/planner/planning.ts'
import { proposePlan } from '../../../issuer/planner/propose-plan.ts'
import { fits, seatsOf } from '../../../issuer/planner/seat-commission.ts'

/** How good a plan is: first how many people it hears, then in how few sittings. */
interface Worth {
  readonly heard: number
  readonly sittings: number
}

const better = (one: Worth, other: Worth) => one.heard > other.heard || (one.heard === other.heard && one.sittings < other.sittings)

/**
 * The best of all plans, found by trying every sitting that the rules allow in every slot and room: a second implementation that shares
 * nothing with the planner but what a seat is. Only for a handful of people.
 */
function bestOfAll(input: PlanInput): Worth {
  const seats = seatsOf(input.composition)
  const everyCommission = commissions(input, seats)
  let best: Worth = { heard: 0, sittings: 0 }
  const places = input.slots.flatMap((slot) => input.rooms.map((room) => ({ slot, room })))

  function walk(place: number, waiting: readonly string[], busy: ReadonlySet<string>, worth: Worth): void {
    if (better(worth, best)) best = worth
    const here = places[place]
    // Whatever comes, no more people can be heard than wait: nothing better lies behind this branch.
    if (here === undefined || worth.heard + waiting.length < best.heard) return
    walk(place + 1, waiting, busy, worth)
    for (const members of everyCommission) {
      if (members.some((id) => busy.has(`${here.slot.id} ${id}`) || !expertOf(input, id).slots.includes(here.slot.id))) continue
      for (const group of groups(input, { members, seats, waiting, here })) {
        walk(
          place + 1,
          waiting.filter((id) => !group.includes(id)),
          new Set([...busy, ...members.map((id) => `${here.slot.id} ${id}`)]),
          { heard: worth.heard + group.length, sittings: worth.sittings + 1 },
        )
      }
    }
  }
  walk(
    0,
    input.candidates.map(({ caseId }) => caseId),
    new Set(),
    { heard: 0, sittings: 0 },
  )
  return best
}

const expertOf = ({ experts }: PlanInput, id: string) => {
  const found = experts.find((expert) => expert.id === id)
  if (found === undefined) throw new Error('no such expert')
  return found
}

/** Every way to put people on the seats, by seat. */
function commissions({ experts, composition }: PlanInput, seats: readonly Seat[]): string[][] {
  const filled = seats.reduce<string[][]>(
    (begun, seat) =>
      begun.flatMap((ids) =>
        experts.filter(({ id, roles }) => roles.includes(seat.role) && !ids.includes(id)).map(({ id }) => [...ids, id]),
      ),
    [[]],
  )
  const employerOf = new Map(experts.map(({ id, employer }) => [id, employer]))
  const mixed = (ids: string[]) => new Set(ids.map((id) => employerOf.get(id) ?? id)).size > 1
  return filled.filter((ids) => !composition.notAllFromOneBody || mixed(ids))
}

interface Here {
  readonly members: readonly string[]
  readonly seats: readonly Seat[]
  readonly waiting: readonly string[]
  readonly here: { readonly slot: PlanInput['slots'][number]; readonly room: PlanInput['rooms'][number] }
}

/** Every group of those who wait that this commission may hear here. */
function groups(input: PlanInput, { members, seats, waiting, here: { slot, room } }: Here): string[][] {
  const able = input.candidates.filter(
    ({ caseId, province, sector, unavailableDays }) =>
      waiting.includes(caseId) &&
      province === room.province &&
      !unavailableDays.includes(slot.day) &&
      members.every(
        (id, seat) =>
          !expertOf(input, id).conflicts.includes(caseId) && fits({ seat: seats[seat] as Seat, expert: expertOf(input, id), sector }),
      ),
  )
  return [...new Set(able.map(({ sector }) => sector))].flatMap((sector) =>
    subsets(able.filter((one) => one.sector === sector).map(({ caseId }) => caseId)).filter(
      (group) => group.length > 0 && group.length <= room.capacity,
    ),
  )
}

function subsets([first, ...others]: readonly string[]): string[][] {
  if (first === undefined) return [[]]
  const without = subsets(others)
  return [...without, ...without.map((set) => [first, ...set])]
}

const SLOTS = [
  { id: 'mon', day: '2026-11-30', at: new Date('2026-11-30T08:00:00Z') },
  { id: 'tue', day: '2026-12-01', at: new Date('2026-12-01T08:00:00Z') },
]
const smallWeek: fc.Arbitrary<PlanInput> = fc
  .record({
    candidates: fc.array(
      fc.record({
        sector: fc.constantFrom('06', '14'),
        waitingSince: fc.constantFrom('2026-01-01', '2026-02-01'),
        unavailableDays: fc.subarray(['2026-11-30']),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    experts: fc.array(
      fc.record({
        roles: fc.constantFrom(['presidente'], ['esperto'], ['presidente', 'esperto']),
        sectors: fc.constantFrom(['06'], ['14'], ['06', '14']),
        employer: fc.constantFrom('b0', 'b1'),
        conflicts: fc.subarray(['c0', 'c1'], { maxLength: 1 }),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    capacity: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ candidates, experts, capacity }) => ({
    candidates: candidates.map((candidate, index) => ({ ...candidate, caseId: `c${index}`, body: 'b0', province: 'BG' })),
    experts: experts.map((expert, index) => ({ ...expert, id: `e${index}`, slots: SLOTS.map(({ id }) => id) })),
    rooms: [{ id: 'r0', province: 'BG', capacity }],
    slots: SLOTS,
    composition: {
      roles: [
        { id: 'presidente', count: 1, needsSector: false },
        { id: 'esperto', count: 1, needsSector: true },
      ],
      minimum: 2,
      notAllFromOneBody: true,
      times: { personMinutes: 30, mostMinutes: 240, travelMinutes: 60 },
    },
  }))

const worthOf = (sittings: readonly ProposedSitting[]): Worth => ({
  heard: sittings.reduce((sum, { candidates }) => sum + candidates.length, 0),
  sittings: sittings.length,
})

test('the exhaustive search finds what a hand finds', () => {
  const [candidate] = fc.sample(smallWeek, { numRuns: 1, seed: 1 })[0]?.candidates ?? []
  if (candidate === undefined) throw new Error('a candidate was to be there')
  const of = (caseId: string, sector: string) => ({ ...candidate, caseId, sector, unavailableDays: [] })
  const week = fc.sample(smallWeek, { numRuns: 1, seed: 1 })[0] as PlanInput
  const experts = [
    { id: 'e0', roles: ['presidente'], sectors: ['06'], employer: 'b0', conflicts: [], slots: ['mon', 'tue'] },
    { id: 'e1', roles: ['esperto'], sectors: ['06', '14'], employer: 'b1', conflicts: [], slots: ['mon', 'tue'] },
  ]
  const input = { ...week, experts, rooms: [{ id: 'r0', province: 'BG', capacity: 2 }] }
  expect(bestOfAll({ ...input, candidates: [of('a', '06'), of('b', '06'), of('c', '14')] })).toEqual({ heard: 3, sittings: 2 })
  expect(bestOfAll({ ...input, candidates: [of('a', '06'), of('b', '06'), of('c', '06'), of('d', '14')] })).toEqual({
    heard: 3,
    sittings: 2,
  })
})

test('on small weeks the plan is never better than the best of all, and almost always as good', () => {
  let weeks = 0
  let best = 0
  fc.assert(
    fc.property(smallWeek, (input) => {
      const plan = worthOf(proposePlan(input).sittings)
      const all = bestOfAll(input)
      expect(better(plan, all)).toBe(false)
      // A quick plan may miss one person or need one sitting more, where who waits longest goes first; never more than that here.
      expect(all.heard - plan.heard).toBeLessThanOrEqual(2)
      weeks += 1
      if (!better(all, plan)) best += 1
    }),
    { numRuns: 200, seed: 20_261_129 },
  )
  expect(best / weeks).toBeGreaterThan(0.95)
})
