import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import type { KeptSitting } from '../../../issuer/reads/plan/kept.ts'
import { readPlan, readWaitingPeople } from '../../../issuer/reads/plan/plan.ts'
import { readConflictMatrix } from '../../../issuer/reads/roster/conflict-matrix.ts'
import { appointPlan } from '../../../issuer/steps/appoint-plan.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

const asked = {
  from: '2026-11-30',
  until: '2026-12-04',
  times: ['09:00', '14:00'],
  places: [{ name: 'Camera, sala A', province: 'BG', capacity: 8 }],
}

let house: House
let people: People
let lecco: Actor
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  lecco = await house.who('officer-cpi-lecco', 'officer')
})
afterAll(() => house.close())

async function requested(actor: Actor, changes: Parameters<typeof caseInput>[1] = {}): Promise<{ caseId: string; requestId: string }> {
  const { id: caseId } = await takeOverCase(caseInput(actor, changes), house.world)
  const chamberId = people.chamber.organisation.id
  const { id: requestId } = await requestCommission({ actor, idempotencyKey: key(), caseId, chamberId }, house.world)
  house.clock.advance(60)
  return { caseId, requestId }
}

const planned = (changes: Partial<typeof asked> = {}) =>
  readPlan({ actor: people.chamber, asked: { ...asked, ...changes }, at: house.clock.at }, house.world.db)

/** A proposed sitting as the Chamber sends it back. */
const keptAs = ({ at, place, province, members, candidates }: Awaited<ReturnType<typeof planned>>['sittings'][number]): KeptSitting => ({
  at: new Date(at),
  place,
  province,
  members: members.map(({ expertId, role }) => ({ expertId, role })),
  requestIds: candidates.map(({ requestId }) => requestId),
})

async function stateOf(caseId: string): Promise<string | undefined> {
  return (await house.world.db.rows<{ state: string }>('SELECT state FROM ivc_case WHERE id = $1', [caseId]))[0]?.state
}

describe('the Chamber’s week', () => {
  test('one commission hears three people of two bodies; what is accepted moves every case, or none', async () => {
    const cases = [await requested(people.officer), await requested(lecco), await requested(people.officer)]
    const plan = await planned()
    expect(plan).toMatchObject({ waiting: 3, placed: 3, bodies: 2, saved: 2, unplaced: [] })
    const [sitting] = plan.sittings
    if (sitting === undefined || plan.sittings.length !== 1) throw new Error('one sitting was to be proposed')
    expect(sitting.candidates.map(({ requestId }) => requestId)).toEqual(cases.map(({ requestId }) => requestId))
    expect(sitting.at).toBe('2026-11-30T08:00:00.000Z')

    const appointment = {
      requestIds: cases.map(({ requestId }) => requestId),
      members: sitting.members.map(({ expertId, role }) => ({ expertId, role })),
      actNumber: 'PIANO/1',
      sittingPlannedAt: new Date(sitting.at),
      place: sitting.place,
    }
    const accept = (appointments: Parameters<typeof appointPlan>[0]['appointments']) =>
      appointPlan({ actor: people.chamber, idempotencyKey: key(), appointments }, house.world)
    const elsewhere = { ...appointment, requestIds: ['00000000-0000-4000-8000-000000000000'], actNumber: 'PIANO/2' }
    await expect(accept([appointment, elsewhere])).rejects.toMatchObject({ code: 'request.unknown' })
    expect(await Promise.all(cases.map(({ caseId }) => stateOf(caseId)))).toEqual(Array(3).fill('commissione_richiesta'))
    await expect(
      accept([{ ...appointment, requestIds: [...appointment.requestIds, appointment.requestIds[0] ?? ''] }]),
    ).rejects.toMatchObject({
      code: 'appoint.nobody-to-hear',
    })

    await accept([appointment])
    expect(await Promise.all(cases.map(({ caseId }) => stateOf(caseId)))).toEqual(Array(3).fill('convocato'))
    const [counted] = await house.world.db.rows<{ acts: number; heard: number }>(
      `SELECT (SELECT count(*) FROM commission WHERE act_number LIKE 'PIANO/%')::int AS acts,
         (SELECT count(*) FROM commission_candidate)::int AS heard`,
    )
    expect(counted).toEqual({ acts: 1, heard: 3 })
    expect(await planned()).toMatchObject({ waiting: 0, sittings: [] })
  })

  test('whoever sits already that half day is not free, and whoever is away is not asked', async () => {
    await requested(people.officer)
    const seated = await house.world.db.rows<{ id: string }>('SELECT expert_id AS id FROM commission_member')
    const [first] = (await planned({ until: '2026-11-30' })).sittings
    const ids = first?.members.map(({ expertId }) => expertId) ?? []
    expect(ids).toHaveLength(2)
    const twice = ids.filter((expertId) => seated.some(({ id }) => id === expertId))
    expect(twice.length === 0 || first?.at === '2026-11-30T13:00:00.000Z').toBe(true)
    await house.world.db.rows(
      `INSERT INTO expert_absence (organisation_id, expert_id, from_day, until_day) SELECT $1, id, '2026-11-01', '2026-12-31' FROM unnest($2::uuid[]) AS id`,
      [people.chamber.organisation.id, ids],
    )
    const second = await planned()
    expect(second.sittings.flatMap(({ members }) => members.map(({ expertId }) => expertId)).filter((id) => ids.includes(id))).toEqual([])
    await house.world.db.rows('DELETE FROM expert_absence')
  })

  test('the matrix says for each expert and candidate whether the one may judge the other, and why', async () => {
    const matrix = await readConflictMatrix({ actor: people.chamber, asked: { sector: 'Area comune' }, at: house.clock.at }, house.world.db)
    expect(matrix.candidates).toMatchObject([{ name: "Nèva D'Adùlio", sector: 'Area comune' }])
    expect(matrix.experts.find(({ name }) => name === 'Gualtiero Sambùghi')?.cells).toMatchObject([
      { verdict: 'asks-reason', why: { it: 'Gualtiero Sambùghi lavora per Orobie Formazione e Lavoro, che presenta la persona.' } },
    ])
    expect(matrix.experts.find(({ name }) => name === 'Tòmmaso Fontanèlla')?.cells).toMatchObject([{ verdict: 'free' }])
    const elsewhere = await readConflictMatrix({ actor: people.chamber, asked: { sector: 'Edilizia' }, at: house.clock.at }, house.world.db)
    expect(elsewhere).toMatchObject({ candidates: [], experts: [], sectors: ['Area comune'] })
  })

  test('says who cannot be placed, and why', async () => {
    const plan = await planned({ places: [{ name: 'Camera, sala A', province: 'LC', capacity: 8 }] })
    expect(plan.unplaced.map(({ why }) => why.it)).toEqual(['Non c’è una sede nella provincia di questa persona.'])
    // Five days of notice, which nobody has read in an act yet.
    expect((await readWaitingPeople({ actor: people.chamber, at: house.clock.at }, house.world.db)).notice).toEqual({
      days: 5,
      from: '2026-11-28',
      workingDefault: true,
    })
    await expect(planned({ from: '2026-11-24', until: '2026-11-27' })).rejects.toMatchObject({ code: 'plan.too-soon' })
    await expect(planned({ from: '2026-11-28', until: '2026-11-29' })).rejects.toMatchObject({ code: 'plan.no-days' })
    await expect(readPlan({ actor: people.officer, asked, at: house.clock.at }, house.world.db)).rejects.toMatchObject({
      code: 'plan.not-allowed',
    })
  })

  test('a sitting that is kept comes back unchanged, the rest is planned around it; one that is no longer possible is refused with the reason', async () => {
    const [already] = (await readWaitingPeople({ actor: people.chamber, at: house.clock.at }, house.world.db)).items
    if (already === undefined) throw new Error('one person was to wait already')
    const cases: { requestId: string }[] = [already, await requested(lecco), await requested(people.officer)]
    const small = { ...asked, places: [{ name: 'Camera, sala A', province: 'BG', capacity: 2 }] }
    const plan = (kept: KeptSitting[], changes: Partial<typeof asked> = {}) =>
      readPlan({ actor: people.chamber, asked: { ...small, ...changes }, kept, at: house.clock.at }, house.world.db)
    const before = await plan([])
    expect(before.sittings.map(({ candidates, kept }) => [candidates.length, kept])).toEqual([
      [2, false],
      [1, false],
    ])
    const [first, second] = before.sittings.map(keptAs)
    if (first === undefined || second === undefined) throw new Error('two sittings were to be proposed')

    // Who waits longest is moved to the later sitting, which is kept: the two others are heard first.
    const [longest = '', other = ''] = first.requestIds
    const moved = { ...second, requestIds: [...second.requestIds, longest] }
    const after = await plan([moved])
    expect(after).toMatchObject({ placed: 3, saved: 1, unplaced: [] })
    expect(after.sittings.filter(({ kept }) => kept).map(keptAs)).toEqual([moved])
    expect(after.sittings.filter(({ kept }) => !kept).map((one) => keptAs(one).requestIds)).toEqual([[other]])

    const refused = (kept: KeptSitting[], changes: Partial<typeof asked> = {}) =>
      plan(kept, changes).then(
        () => 'kept',
        ({ code, facts }) => [code, facts.place, facts.case ?? facts.expert],
      )
    const place = 'Camera, sala A'
    const numberOf = (requestId: string) =>
      before.sittings.flatMap(({ candidates }) => candidates).find((one) => one.requestId === requestId)?.caseNumber
    expect(await refused([first, moved])).toEqual(['plan.kept-twice', place, numberOf(longest)])
    expect(await refused([first, { ...second, at: first.at }])).toEqual(['plan.kept-taken', place, undefined])
    expect(await refused([{ ...first, requestIds: cases.map(({ requestId }) => requestId) }])).toEqual(['plan.kept-full', place, undefined])
    expect(await refused([first], { times: ['14:00'], from: '2026-12-01' })).toEqual(['plan.kept-not-offered', place, undefined])
    expect(await refused([{ ...first, members: first.members.slice(1) }])).toEqual(['plan.kept-composition', place, undefined])
    const gone = '00000000-0000-4000-8000-000000000000'
    expect(await refused([{ ...first, requestIds: [gone] }])).toEqual(['plan.kept-not-waiting', place, undefined])

    const member = before.sittings[0]?.members[0]
    const away = [people.chamber.organisation.id, member?.expertId]
    await house.world.db.rows(
      `INSERT INTO expert_absence (organisation_id, expert_id, from_day, until_day) VALUES ($1, $2, '2026-11-01', '2026-12-31')`,
      away,
    )
    expect(await refused([first])).toEqual(['plan.kept-busy', place, member?.name])
    await house.world.db.rows('DELETE FROM expert_absence')

    // Gualtiero Sambùghi works for one of the two bodies: its people would need a written reason.
    const [tied] = await house.world.db.rows<{ id: string; name: string; roles: string[] }>(
      `SELECT id, name, roles FROM expert WHERE name = 'Gualtiero Sambùghi'`,
    )
    const seat = first.members.findIndex(({ role }) => tied?.roles.includes(role))
    expect(seat).toBeGreaterThanOrEqual(0)
    const members = first.members.map((one, index) => (index === seat ? { ...one, expertId: tied?.id ?? '' } : one))
    const heardOfLecco = { ...first, members, requestIds: [cases[1]?.requestId ?? ''] }
    const [kept] = (await plan([heardOfLecco])).sittings
    expect(kept?.kept).toBe(true)
    expect(kept?.unfit).toMatchObject(
      [cases[0], cases[2]].map((one) => ({
        requestId: one?.requestId,
        why: { it: 'Gualtiero Sambùghi lavora per Orobie Formazione e Lavoro, che presenta la persona.' },
      })),
    )
    const all = { ...heardOfLecco, requestIds: [cases[1]?.requestId ?? '', cases[0]?.requestId ?? ''] }
    expect(await refused([all])).toEqual(['plan.kept-conflict', place, numberOf(cases[0]?.requestId ?? '')])
  })
})
