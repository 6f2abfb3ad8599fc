import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkKept } from '../../../issuer/planner/check-kept.ts'
import type { Plan, PlanInput } from '../../../issuer/planner/planning.ts'
import { proposePlan } from '../../../issuer/planner/propose-plan.ts'
import { sayUnplaced } from '../../../issuer/planner/say-unplaced.ts'
import { COMPOSITION, weekOf } from '../../../scripts/bench/week.ts'

/** An hour apart on Monday: a sitting of three is still held when the next one begins. */
const SLOTS = ['2026-11-30T08:00', '2026-11-30T09:00', '2026-12-01T08:00'].map((id) => ({
  id,
  day: id.slice(0, 10),
  at: new Date(`${id}:00Z`),
}))
const DAYS = [...new Set(SLOTS.map(({ day }) => day))]
const anyWeek: fc.Arbitrary<PlanInput> = fc
  .record({
    candidates: fc.array(
      fc.record({
        body: fc.constantFrom('b0', 'b1'),
        sector: fc.constantFrom('06', '14'),
        province: fc.constantFrom('MI', 'BG'),
        waitingSince: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
        unavailableDays: fc.subarray(DAYS),
      }),
      { maxLength: 8 },
    ),
    experts: fc.array(
      fc.record({
        roles: fc.subarray(['presidente', 'esperto', 'membro']),
        sectors: fc.subarray(['06', '14']),
        slots: fc.subarray(SLOTS.map(({ id }) => id)),
        employer: fc.constantFrom('b0', 'b1'),
        conflicts: fc.subarray(['c0', 'c1', 'c2', 'c3']),
      }),
      { maxLength: 10 },
    ),
    rooms: fc.array(fc.record({ province: fc.constantFrom('MI', 'BG'), capacity: fc.integer({ min: 1, max: 3 }) }), { maxLength: 3 }),
  })
  .map(({ candidates, experts, rooms }) => ({
    candidates: candidates.map((candidate, index) => ({ ...candidate, caseId: `c${index}` })),
    experts: experts.map((expert, index) => ({ ...expert, id: `e${index}` })),
    rooms: rooms.map((room, index) => ({ ...room, id: `r${index}` })),
    slots: SLOTS,
    composition: COMPOSITION,
  }))

/** A week in which sittings can be held: as any other, with five people more who are always free and a room. */
const heldWeek = anyWeek.map((week) => ({
  ...week,
  experts: [
    ...week.experts,
    ...Array.from({ length: 5 }, (_, index) => ({
      id: `f${index}`,
      roles: ['presidente', 'esperto', 'membro'],
      sectors: ['06', '14'],
      slots: SLOTS.map(({ id }) => id),
      employer: `b${index % 2}`,
      conflicts: [],
    })),
  ],
  rooms: [...week.rooms, { id: 'r9', province: 'MI', capacity: 1 }],
}))

describe('A proposed plan', () => {
  test('keeps every rule, whatever the week', () => {
    fc.assert(
      fc.property(anyWeek, (input) => {
        const plan = proposePlan(input)
        expect(broken({ input, plan })).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  test('keeps what the Chamber keeps, unchanged, and plans the rest around it by the same rules, whatever the week', () => {
    let kept = 0
    fc.assert(
      fc.property(heldWeek, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (input, stays) => {
        const stay = proposePlan(input).sittings.filter((_, index) => stays[index] === true)
        const [first] = input.slots
        // The others come in another order than before, so that another plan would be made of them.
        const later = { ...input, candidates: input.candidates.map((one) => ({ ...one, waitingSince: '2026-01-01' })), kept: stay }
        const plan = proposePlan(later)
        expect(plan.sittings.slice(0, stay.length)).toEqual(stay)
        expect(broken({ input: later, plan })).toEqual([])
        for (const [index, sitting] of stay.entries()) {
          expect(checkKept({ ...input, sitting, taken: stay.slice(0, index) })).toBeUndefined()
          expect(checkKept({ ...input, sitting, taken: [sitting] })).toEqual({ why: 'taken' })
          if (sitting.slot === first?.id)
            expect(checkKept({ ...input, slots: input.slots.slice(1), sitting })).toEqual({ why: 'not-offered' })
        }
        kept += stay.length
      }),
      { numRuns: 1_000 },
    )
    expect(kept).toBeGreaterThan(100)
  })

  test('what may be kept is exactly what breaks no rule', () => {
    const change = fc.tuple(fc.nat(), fc.nat(), fc.boolean())
    const verdicts = { kept: 0, refused: 0 }
    fc.assert(
      fc.property(heldWeek, change, (input, [to, who, alone]) => {
        const { sittings } = proposePlan(input)
        const target = sittings[to % Math.max(1, sittings.length)]
        const person = input.candidates[who % Math.max(1, input.candidates.length)]
        if (target === undefined || person === undefined || target.candidates.includes(person.caseId)) return
        const sitting = { ...target, candidates: [...(alone ? [] : target.candidates), person.caseId] }
        const plan = proposePlan({ ...input, kept: [sitting] })
        const misfit = checkKept({ ...input, sitting })
        expect(misfit === undefined).toBe(broken({ input, plan }).length === 0)
        verdicts[misfit === undefined ? 'kept' : 'refused'] += 1
      }),
      { numRuns: 3_000, seed: 20_261_129 },
    )
    expect(verdicts.refused).toBeGreaterThan(20)
    expect(verdicts.kept).toBeGreaterThan(20)
  })

  test('is the same in whatever order the people are given', () => {
    const input = weekOf({ candidates: 60, experts: 30 })
    const turned = { ...input, candidates: [...input.candidates].reverse(), experts: [...input.experts].reverse() }
    expect(proposePlan(turned)).toEqual(proposePlan(input))
  })

  test('hears 300 people of 48 bodies in a week with a fraction of the sittings, by the rules', () => {
    const input = weekOf({ candidates: 300, experts: 60 })
    const plan = proposePlan(input)
    expect(broken({ input, plan })).toEqual([])
    expect(plan.saved).toBeGreaterThan(200)
  })

  test('says why a person is left out: nobody of the sector', () => {
    const input = weekOf({ candidates: 300, experts: 60 })
    const plan = proposePlan({ ...input, candidates: input.candidates.slice(0, 1).map((one) => ({ ...one, sector: 'none' })) })
    expect(plan.unplaced).toEqual([{ caseId: 'c0', why: 'no-expert', role: 'esperto' }])
    expect(plan.unplaced.map((unplaced) => sayUnplaced({ unplaced, language: 'it' }))).toEqual([
      'Nell’elenco non c’è nessuno per il ruolo «esperto» in questo settore.',
    ])
  })
})

/** Minute by minute: who sits, comes over or sits elsewhere, and which room is taken; nothing is shared with the planner. */
function overlaps({ input, plan }: { input: PlanInput; plan: Plan }): string[] {
  const { personMinutes, mostMinutes, travelMinutes } = input.composition.times
  const spans = plan.sittings.map(({ slot, room, members, candidates }) => {
    const begins = (input.slots.find(({ id }) => id === slot)?.at.getTime() ?? 0) / 60_000
    return {
      room,
      experts: members.map(({ expertId }) => expertId),
      begins,
      ends: begins + Math.min(mostMinutes, candidates.length * personMinutes),
    }
  })
  return spans.flatMap((one, index) =>
    spans.slice(index + 1).flatMap((other) => {
      const apart = (pause: number) => one.ends + pause <= other.begins || other.ends + pause <= one.begins
      const shared = one.experts.some((id) => other.experts.includes(id))
      const room = one.room === other.room && !apart(0) ? ['room twice'] : []
      return shared && !apart(one.room === other.room ? 0 : travelMinutes) ? [...room, 'expert twice'] : room
    }),
  )
}

/** Every rule that the plan breaks, by name. */
function broken({ input, plan }: { input: PlanInput; plan: Plan }): string[] {
  const faults: string[] = []
  const heard = [...plan.sittings.flatMap(({ candidates }) => candidates), ...plan.unplaced.map(({ caseId }) => caseId)]
  if (JSON.stringify([...heard].sort()) !== JSON.stringify(input.candidates.map(({ caseId }) => caseId).sort())) faults.push('each once')
  faults.push(...overlaps({ input, plan }))
  if (plan.saved !== plan.sittings.reduce((sum, { candidates }) => sum + candidates.length - 1, 0)) faults.push('saved')
  for (const sitting of plan.sittings) {
    const room = input.rooms.find(({ id }) => id === sitting.room)
    const day = input.slots.find(({ id }) => id === sitting.slot)?.day ?? ''
    const seated = sitting.members.flatMap(({ expertId, role }) =>
      input.experts.filter(({ id }) => id === expertId).map((expert) => ({ expert, role })),
    )
    const candidates = input.candidates.filter(({ caseId }) => sitting.candidates.includes(caseId))
    if (candidates.length === 0 || candidates.length > (room?.capacity ?? 0)) faults.push('capacity')
    if (candidates.some(({ sector }) => sector !== sitting.sector)) faults.push('sector')
    if (candidates.some(({ province }) => province !== room?.province)) faults.push('province')
    if (candidates.some(({ unavailableDays }) => unavailableDays.includes(day))) faults.push('day')
    if (seated.some(({ expert }) => !expert.slots.includes(sitting.slot))) faults.push('availability')
    if (seated.some(({ expert }) => expert.conflicts.some((id) => sitting.candidates.includes(id)))) faults.push('conflict')
    if (seated.some(({ expert, role }) => !expert.roles.includes(role))) faults.push('role')
    for (const { id, count, needsSector } of input.composition.roles) {
      const able = seated.filter(({ expert, role }) => role === id && (!needsSector || expert.sectors.includes(sitting.sector)))
      if (able.length < count) faults.push(`composition ${id}`)
    }
    if (seated.length < input.composition.minimum) faults.push('minimum')
    if (new Set(seated.map(({ expert }) => expert.employer)).size < 2) faults.push('one body')
  }
  return faults
}
