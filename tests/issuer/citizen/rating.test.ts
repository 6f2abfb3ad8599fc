import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOwnCase } from '../../../issuer/citizen/own-case.ts'
import { ratePhase } from '../../../issuer/citizen/rate-phase.ts'
import { phasesToRate } from '../../../issuer/citizen/rated-phases.ts'
import { skipPhase } from '../../../issuer/citizen/skip-phase.ts'
import { readRatings, told } from '../../../issuer/reads/dashboard/ratings.ts'
import { peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { walkTo, welcome } from '../walk.ts'

const PERIOD = { from: '2026-11-15', until: '2027-02-28' }
const MONTHS = { from: '2026-11', until: '2027-02' }

let house: House
const cases: string[] = []
beforeAll(async () => {
  house = await openHouse()
  const people = await peopleOf(house)
  for (let n = 0; n < 5; n++) {
    const walk = await welcome(house, people)
    await walkTo('begin-identification', walk)
    cases.push(walk.caseId)
  }
})
afterAll(() => house.close())

const rate = (caseId = '', changes: object = {}) =>
  ratePhase({ caseId, phase: 'accoglienza', explained: '5', helped: '4', word: 'Gentili', ...changes }, house.world)
const ratings = async () => readRatings({ ...PERIOD, regionId: (await house.who('region-1', 'region')).organisation.id }, house.world.db)

const toRate = async (caseId = '') => phasesToRate(await readOwnCase(caseId, house.world))

test('the person is asked about a phase that is over, once', async () => {
  const caseId = cases[0] ?? ''
  expect(await toRate(caseId)).toEqual(['accoglienza'])
  await rate(caseId)
  expect(await toRate(caseId)).toEqual([])
  await expect(rate(caseId)).rejects.toMatchObject({ code: 'citizen.rated' })
  await expect(rate(caseId, { phase: 'esame' })).rejects.toMatchObject({ code: 'citizen.rated' })
  await expect(rate(cases[1], { helped: '6' })).rejects.toMatchObject({ code: 'citizen.rating' })
})

test('nobody is told of from four answers, and of five the means are', async () => {
  for (const caseId of cases.slice(1, 4)) await rate(caseId)
  expect(await ratings()).toEqual({ ...MONTHS, bodies: [], phases: [], months: [] })
  await rate(cases[4], { explained: '2', word: '' })
  const mean = { answers: 5, explained: 4.4, helped: 4 }
  const phase = { phase: 'accoglienza', ...mean }
  expect(await ratings()).toEqual({
    ...MONTHS,
    bodies: [{ body: expect.any(String), ...mean, phases: [phase] }],
    phases: [phase],
    months: [{ ...phase, month: expect.stringMatching(/^2026-1[12]$/) }],
  })
})

test('what was answered is kept without whose it is, and no desk reads it', async () => {
  const [row] = await house.world.db.rows('SELECT * FROM phase_rating LIMIT 1')
  expect(Object.keys(row ?? {}).sort()).toEqual(['explained', 'helped', 'id', 'month', 'organisation_id', 'phase', 'word'])
  const { rows } = await house.database.pool.query("SELECT policyname FROM pg_policies WHERE tablename IN ('phase_rating', 'phase_rated')")
  expect(rows).toEqual([])
  expect(await house.world.db.rows("SELECT 1 FROM audit WHERE action LIKE '%rat%phase%' OR action LIKE 'citizen.rat%'")).toEqual([])
})

test('what is left out cannot be computed from what is told', () => {
  const parts = (...answers: number[]) =>
    told(answers.map((count) => ({ answers: count, explained: 4, helped: 4 }))).map(({ answers }) => answers)
  expect(parts(9, 5)).toEqual([9, 5])
  expect(parts(9, 4)).toEqual([]) // nine and the sum would tell the four
  expect(parts(9, 7, 1)).toEqual([9])
  expect(parts(9, 3, 2)).toEqual([9])
  expect(parts(4, 4)).toEqual([])
})

test('each phase that is over is asked about, the first one first, and one that is left out is not asked about again', async () => {
  const walk = await welcome(house, await peopleOf(house))
  await walkTo('release-validation', walk)
  const { caseId } = walk
  expect(await toRate(caseId)).toEqual(['accoglienza', 'individuazione', 'validazione'])
  await skipPhase({ caseId, phase: 'accoglienza' }, house.world.db)
  await rate(caseId, { phase: 'validazione' })
  expect(await toRate(caseId)).toEqual(['individuazione'])
  for (const phase of ['accoglienza', 'esame', 'altro']) {
    await expect(skipPhase({ caseId, phase }, house.world.db)).rejects.toMatchObject({ code: 'citizen.rated' })
  }
  await expect(rate(caseId, { phase: 'accoglienza' })).rejects.toMatchObject({ code: 'citizen.rated' })
})
