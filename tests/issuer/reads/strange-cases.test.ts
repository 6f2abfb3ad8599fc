import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { readAnomalies } from '../../../issuer/reads/dashboard/anomalies.ts'
import { readStrangeCases, type StrangeAsked } from '../../../issuer/reads/dashboard/strange-cases.ts'
import { readSupervisedCase } from '../../../issuer/reads/dashboard/supervised-case.ts'
import { peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { walkTo, welcome } from '../walk.ts'

const DAY = 86_400_000

let house: House
let region: Actor
const cases: Record<string, string> = {}
beforeAll(async () => {
  house = await openHouse()
  region = await house.who('region-1', 'region')
  const people = await peopleOf(house)
  for (const [index, last] of (['sign-minutes', 'appoint', 'request-commission', 'release'] as const).entries()) {
    house.clock.at = new Date(Date.UTC(2026, 10, 23, 7, 30 + 30 * index)) // each is done within one day, and nobody sits twice at once
    const walk = await welcome(house, people)
    await walkTo(last, walk)
    cases[last] = walk.caseId
  }
})
afterAll(() => house.close())

const later = (days: number) => new Date(house.clock.at.getTime() + days * DAY)
const list = async (days: number, asked: StrangeAsked = {}, actor = region) =>
  readStrangeCases({ actor, asked, at: later(days) }, house.world.db)
const kinds = async (days: number) => (await list(days)).items.map(({ caseId, kind }) => [kind, nameOf(caseId)]).sort()
const nameOf = (caseId: string) => Object.keys(cases).find((name) => cases[name] === caseId)

describe('what the Region looks after', () => {
  test('nothing on the day on which everything was done', async () => {
    expect(await kinds(0)).toEqual([])
  })

  test('a sitting that nobody opened, from the day after; a decision that nobody acts on, after seven days and not on the seventh', async () => {
    expect(await kinds(1)).toEqual([['never-sat', 'appoint']])
    expect(await kinds(7)).toEqual([['never-sat', 'appoint']])
    expect(await kinds(8)).toEqual([
      ['never-sat', 'appoint'],
      ['not-released', 'sign-minutes'],
    ])
  })

  test('a phase past the term of the rules of its case, counted in days', async () => {
    expect((await list(30, { kind: 'late' })).items).toEqual([])
    const { items } = await list(31, { kind: 'late' })
    expect(items).toMatchObject([{ caseId: cases['request-commission'], state: 'commissione_richiesta', daysLate: 1, province: 'BG' }])
    expect(Date.parse(items[0]?.due ?? '') - Date.parse(items[0]?.since ?? '')).toBe(30 * DAY)
  })

  test('is counted on the dashboard as it is listed', async () => {
    const at = later(100)
    const { anomalies: counted, watched } = await readAnomalies({ regionId: region.organisation.id, at }, house.world.db)
    const { total } = await list(100)
    expect(watched).toBe(3) // whoever was released is open no more
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    for (const { id, count, daysLate } of counted) {
      const { items, total: listed } = await list(100, { kind: id })
      expect([id, count, daysLate]).toEqual([id, listed, items[0]?.daysLate ?? 0])
    }
  })

  test('is filtered by kind, province and body', async () => {
    const bodyId = (await list(100)).items[0]?.bodyId ?? ''
    expect((await list(100, { bodyId })).total).toBe((await list(100)).total)
    expect((await list(100, { bodyId: randomUUID() })).total).toBe(0)
    expect((await list(100, { province: 'MI' })).total).toBe(0)
  })

  test('opens to the case, without whose it is', async () => {
    const view = await readSupervisedCase({ caseId: cases['sign-minutes'] ?? '', actor: region, at: later(8) }, house.world.db)
    expect(view).toMatchObject({ state: 'verbale_firmato', anomalies: [{ kind: 'not-released', daysLate: 1 }] })
    expect(view.steps[0]).toMatchObject({ state: 'accoglienza' })
    expect(view.steps.at(-1)).toMatchObject({ state: 'verbale_firmato' })
    expect(JSON.stringify([view, await list(100)])).not.toMatch(/Bragad|Ìsora|@/)
  })

  test('is the Region’s, and of the bodies that it recognises', async () => {
    const officer = await house.who('officer-orobie', 'officer')
    await expect(list(8, {}, officer)).rejects.toMatchObject({ code: 'dashboard.not-allowed' })
    const caseId = cases.appoint ?? ''
    await expect(readSupervisedCase({ caseId, actor: officer, at: later(8) }, house.world.db)).rejects.toMatchObject({
      code: 'dashboard.not-allowed',
    })
    const other = { ...region, organisation: { ...region.organisation, id: randomUUID() } }
    expect((await list(100, {}, other)).total).toBe(0)
    await expect(readSupervisedCase({ caseId, actor: other, at: later(8) }, house.world.db)).rejects.toMatchObject({ code: 'case.unknown' })
  })
})
