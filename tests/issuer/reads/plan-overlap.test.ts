import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import type { KeptSitting } from '../../../issuer/reads/plan/kept.ts'
import { readPlan } from '../../../issuer/reads/plan/plan.ts'
import { appointPlan } from '../../../issuer/steps/appoint-plan.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
let lecco: Actor
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  lecco = await house.who('officer-cpi-lecco', 'officer')
})
afterAll(() => house.close())

async function requested(actor: Actor): Promise<void> {
  const { id: caseId } = await takeOverCase(caseInput(actor), house.world)
  const chamberId = people.chamber.organisation.id
  await requestCommission({ actor, idempotencyKey: key(), caseId, chamberId }, house.world)
  house.clock.advance(60)
}

/** A proposed sitting as the Chamber sends it back. */
const keptAs = ({ at, place, province, members, candidates }: Awaited<ReturnType<typeof readPlan>>['sittings'][number]): KeptSitting => ({
  at: new Date(at),
  place,
  province,
  members: members.map(({ expertId, role }) => ({ expertId, role })),
  requestIds: candidates.map(({ requestId }) => requestId),
})

test('nobody sits in two sittings that overlap, nor without the time between two places: in a proposal, in what is kept, in the acts', async () => {
  await requested(lecco)
  await requested(lecco)
  await requested(lecco)
  await requested(lecco)
  const close = {
    from: '2026-11-30',
    until: '2026-12-04',
    times: ['09:00', '09:45'],
    places: ['Camera, sala A', 'Camera, sala B'].map((name) => ({ name, province: 'BG', capacity: 2 })),
  }
  const propose = (kept: KeptSitting[] = []) => readPlan({ actor: people.chamber, asked: close, kept, at: house.clock.at }, house.world.db)
  const [first, second] = (await propose()).sittings
  if (first === undefined || second === undefined) throw new Error('two sittings were to be proposed')
  const shared = (other: typeof first) => other.members.filter(({ expertId }) => first.members.some((one) => one.expertId === expertId))
  expect(first.at.slice(0, 10) !== second.at.slice(0, 10) || shared(second).length === 0).toBe(true)

  // By hand the same people three quarters of an hour later, next door.
  const at = new Date(new Date(first.at).getTime() + 45 * 60_000)
  const next = { ...keptAs(first), at, place: 'Camera, sala B', requestIds: keptAs(second).requestIds }
  const hand = [keptAs(first), next]
  const named = first.members.map(({ name }) => name)
  await expect(propose(hand)).rejects.toMatchObject({ code: 'plan.kept-busy', facts: { expert: expect.toBeOneOf(named) } })
  const appointments = hand.map(({ members, requestIds, place, at: sittingPlannedAt }, index) => ({
    members,
    requestIds,
    place,
    sittingPlannedAt,
    actNumber: `VICINE/${index}`,
  }))
  const accept = (changed: typeof appointments) =>
    appointPlan({ actor: people.chamber, idempotencyKey: key(), appointments: changed }, house.world)
  await expect(accept(appointments)).rejects.toMatchObject({
    code: 'appoint.expert-busy',
    facts: { expert: expect.toBeOneOf(named), plannedAt: first.at, place: 'Camera, sala A', travel: 60 },
  })
  expect(await house.world.db.rows(`SELECT 1 FROM commission WHERE act_number LIKE 'VICINE/%'`)).toEqual([])
  const [one, other] = appointments
  if (one === undefined || other === undefined) throw new Error('two acts')
  const inMinutes = (minutes: number) => new Date(one.sittingPlannedAt.getTime() + minutes * 60_000)
  const length = one.requestIds.length * 30
  await expect(accept([one, { ...other, sittingPlannedAt: inMinutes(length + 59) }])).rejects.toMatchObject({
    code: 'appoint.expert-busy',
  })
  await expect(accept([one, { ...other, place: one.place, sittingPlannedAt: inMinutes(length - 1) }])).rejects.toMatchObject({
    code: 'appoint.expert-busy',
  })
  await accept([one, { ...other, sittingPlannedAt: inMinutes(length + 60) }])
})
