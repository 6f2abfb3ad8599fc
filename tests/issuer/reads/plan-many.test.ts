import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPlan, readWaitingPeople } from '../../../issuer/reads/plan/plan.ts'
import { MOST_AT_ONCE } from '../../../issuer/reads/plan/waiting.ts'
import { planTasks } from '../../../issuer/reads/plan-tasks.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

const asked = {
  from: '2026-11-30',
  until: '2026-12-04',
  times: ['09:00', '14:00'],
  places: [{ name: 'Camera, sala A', province: 'BG', capacity: 100 }],
}

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

const requested = async (): Promise<string> => {
  const { id: caseId } = await takeOverCase(caseInput(people.officer), house.world)
  const chamberId = people.chamber.organisation.id
  const { id } = await requestCommission({ actor: people.officer, idempotencyKey: key(), caseId, chamberId }, house.world)
  house.clock.advance(60)
  return id
}
/** Hundreds of cases that nobody lived through: the database is told not to ask how they came about. */
async function copying(text: string): Promise<void> {
  const client = await house.database.pool.connect()
  await client.query(`SET session_replication_role = replica; ${text}; RESET session_replication_role`)
  client.release()
}
const plan = (changes: Partial<Parameters<typeof readPlan>[0]> = {}) =>
  readPlan({ actor: people.chamber, asked, at: house.clock.at, ...changes }, house.world.db)

test('who is left for another time waits on, and is not planned again', async () => {
  const [first, second] = [await requested(), await requested()]
  expect(await planTasks({ actor: people.chamber, db: house.world.db })).toMatchObject([{ saves: { people: 2, sittings: 1, spared: 1 } }])
  const without = await plan({ later: [first] })
  expect(without).toMatchObject({ waiting: 2, placed: 1, saved: 0, unplaced: [] })
  expect(without.sittings.flatMap(({ candidates }) => candidates.map(({ requestId }) => requestId))).toEqual([second])
  expect(await plan({ later: [randomUUID()] })).toMatchObject({ placed: 2 })
  expect(await planTasks({ actor: await house.who('chamber-bergamo', 'chamber'), db: house.world.db })).toHaveLength(1)
})

test('where more wait than are planned for at once, all are counted and the next ones have their turn', async () => {
  const [before] = (await readWaitingPeople({ actor: people.chamber, at: house.clock.at }, house.world.db)).items
  // As many again of the second case as fill a page: the same rules, sector and province.
  await copying(
    `WITH one AS (SELECT k.*, r.id AS asked FROM ivc_case k JOIN commission_request r ON r.case_id = k.id ORDER BY r.requested_at DESC LIMIT 1),
       copies AS (INSERT INTO ivc_case SELECT c.* FROM one, generate_series(1, ${MOST_AT_ONCE}) AS n,
           jsonb_populate_record(NULL::ivc_case, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'number', 'COPIA-' || n)) AS c
         RETURNING id)
     INSERT INTO commission_request SELECT c.* FROM copies CROSS JOIN (SELECT q.* FROM one JOIN commission_request q ON q.id = one.asked) AS r,
       jsonb_populate_record(NULL::commission_request, to_jsonb(r) || jsonb_build_object('id', gen_random_uuid(), 'case_id', copies.id)) AS c`,
  )
  const pages = [1, 2, 3].map((page) => readWaitingPeople({ actor: people.chamber, page, at: house.clock.at }, house.world.db))
  const [one, two, three] = await Promise.all(pages)
  expect(one).toMatchObject({ total: MOST_AT_ONCE + 2, pages: 2, atOnce: MOST_AT_ONCE })
  expect([one, two, three].map((page) => page?.items.length)).toEqual([MOST_AT_ONCE, 2, 0])
  expect(one?.items[0]).toEqual(before)
  const seen = [one, two].flatMap((page) => page?.items.map(({ requestId }) => requestId) ?? [])
  expect(new Set(seen).size).toBe(MOST_AT_ONCE + 2)
  const next = await plan({ page: 2 })
  expect(next).toMatchObject({ waiting: MOST_AT_ONCE + 2, page: 2, placed: 2 })
  expect(next.sittings.flatMap(({ candidates }) => candidates.map(({ requestId }) => requestId)).sort()).toEqual(seen.slice(-2).sort())
})
