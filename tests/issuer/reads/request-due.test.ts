import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPrisma, type Prisma } from '../../../issuer/db/prisma.ts'
import { readCommissionRequest, readCommissionRequests } from '../../../issuer/reads/commission-requests.ts'
import { readToday } from '../../../issuer/reads/today.ts'
import { type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
let prisma: Prisma
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  prisma = openPrisma({ pool: house.database.pool })
})
afterAll(async () => {
  await prisma.$disconnect()
  await house.close()
})

test('the Chamber reads by when it is to appoint, in the list, on the page and among its tasks, until it has', async () => {
  const walk = await welcome(house, people)
  await walkTo('request-commission', walk)
  const [row] = await house.world.db.rows<{ id: string }>('SELECT id FROM commission_request WHERE case_id = $1', [walk.caseId])
  const requestId = row?.id ?? ''
  const dues = async () => {
    const world = { actor: people.chamber, prisma, db: house.world.db, now: house.clock.at }
    const { items } = await readCommissionRequests(world)
    const page = await readCommissionRequest({ ...world, requestId })
    const tasks = await readToday(world)
    return [items.find(({ id }) => id === requestId)?.due, page.due, tasks.find(({ id }) => id === requestId)?.term]
  }
  const by = '2026-12-23'
  expect(await dues()).toEqual(Array(3).fill({ by, late: false }))
  house.clock.advance(31 * 86_400)
  expect(await dues()).toEqual(Array(3).fill({ by, late: true }))
  await doAct('appoint', walk)
  expect(await dues()).toEqual(Array(3).fill(undefined))
})
