import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { openDeskPool } from '../../../issuer/db/desk.ts'
import { readPlan } from '../../../issuer/reads/plan/plan.ts'
import { readSittingHour } from '../../../issuer/reads/sitting-hour.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { seatedAt } from '../db/desk-seat.ts'
import { caseInput, key, membersOf, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

const PLACE = 'Sala che nessun altro conosce'
const person = { givenName: 'Tècla', familyName: 'Brambìn', birthDate: '1990-04-05', taxCode: nextTaxCode(), email: 'x@posta.example' }
const asked = {
  from: '2026-11-30',
  until: '2026-11-30',
  times: ['09:00', '15:00'],
  places: [{ name: 'Camera, sala A', province: 'BG', capacity: 8 }],
}
const NINE = new Date('2026-11-30T08:00:00Z')

let house: House
let people: People
let lecco: Actor
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  lecco = await house.who('officer-cpi-lecco', 'officer')
})
afterAll(() => house.close())

async function requested(actor: Actor) {
  const { id: caseId } = await takeOverCase(caseInput(actor, { person }), house.world)
  const chamberId = people.chamber.organisation.id
  const { id } = await requestCommission({ actor, idempotencyKey: key(), caseId, chamberId }, house.world)
  house.clock.advance(60)
  return { caseId, requestId: id }
}
const appoint = async (requestId: string, sittingPlannedAt: Date) =>
  appointCommission(
    {
      actor: people.chamber,
      idempotencyKey: key(),
      requestIds: [requestId],
      members: await membersOf(house, people),
      actNumber: key(),
      sittingPlannedAt,
      place: PLACE,
    },
    house.world,
  )

test('nobody is planned for an hour at which another office has called them, of which nothing else is told', async () => {
  const there = await requested(lecco)
  const { commissionId, sittingId } = await appoint(there.requestId, NINE)
  const other = (await house.who('chamber-como-lecco', 'chamber')).organisation.id
  // As if another office had appointed; the database is told not to ask how it came about.
  const client = await house.database.pool.connect()
  await client.query(`SET session_replication_role = replica`)
  for (const [table, column] of [
    ['commission', 'id'],
    ['sitting', 'commission_id'],
    ['commission_candidate', 'commission_id'],
    ['commission_member', 'commission_id'],
  ])
    await client.query(`UPDATE ${table} SET organisation_id = $1 WHERE ${column} = $2`, [other, commissionId])
  await client.query('UPDATE commission_request SET chamber_id = $1 WHERE id = $2', [other, there.requestId])
  await client.query(`RESET session_replication_role`)
  client.release()

  const here = await requested(people.officer)
  const plan = await readPlan({ actor: people.chamber, asked, at: house.clock.at }, house.world.db)
  expect(plan.sittings.map(({ at }) => at)).toEqual(['2026-11-30T14:00:00.000Z'])
  const nine = await readPlan({ actor: people.chamber, asked: { ...asked, times: ['09:00'] }, at: house.clock.at }, house.world.db)
  expect(nine).toMatchObject({ sittings: [], unplaced: [{ why: { it: expect.stringContaining('già convocata') } }] })
  expect(JSON.stringify([plan, nine])).not.toMatch(new RegExp(`${PLACE}|${sittingId}|${commissionId}|${other}`))
  const [sitting] = plan.sittings
  const kept = [{ at: NINE, place: 'Camera, sala A', province: 'BG', members: sitting?.members ?? [], requestIds: [here.requestId] }]
  await expect(readPlan({ actor: people.chamber, asked, kept, at: house.clock.at }, house.world.db)).rejects.toMatchObject({
    code: 'plan.kept-called',
  })

  // By hand it is said before, and refused.
  const at = (hours: number) => ({
    requestId: here.requestId,
    actor: people.chamber,
    at: new Date(NINE.getTime() + hours * 3_600_000),
    now: house.clock.at,
  })
  expect(await readSittingHour(at(0), house.world.db)).toEqual({ called: true, dayOff: false })
  expect(await readSittingHour(at(6), house.world.db)).toEqual({ called: false, dayOff: false })
  const soon = { ...at(-24), now: new Date(NINE.getTime() - 2 * 86_400_000) }
  expect(await readSittingHour(soon, house.world.db)).toEqual({ called: false, dayOff: true, noticeDays: 5 })
  await expect(readSittingHour({ ...at(0), actor: people.officer }, house.world.db)).rejects.toMatchObject({ code: 'request.unknown' })
  const refused = await appoint(here.requestId, NINE).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'appoint.candidate-called', facts: { number: expect.any(String) } })
  expect(JSON.stringify(refused)).not.toContain(PLACE)

  // Through the wall: of a candidate that was put before this Chamber, and only whether.
  const desk = openDeskPool(house.database.pool)
  const ask = (chamber: string, caseId: string) =>
    seatedAt(desk, chamber, async (client) => {
      const said = await client.query('SELECT * FROM attesta_called_elsewhere($1, $2, 60, 60, 240, 60, NULL, NULL)', [[caseId], [NINE]])
      const seen = await client.query('SELECT 1 FROM sitting WHERE id = $1', [sittingId])
      return { said: said.rows, seen: seen.rows.length }
    })
  const mine = people.chamber.organisation.id
  expect(await ask(mine, here.caseId)).toEqual({ said: [{ case_id: here.caseId, at: NINE }], seen: 0 })
  expect(await ask(other, here.caseId)).toMatchObject({ said: [] })
  await desk.end()
})
