import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPlan } from '../../../issuer/reads/plan/plan.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

test('one person with two cases is not planned in two places at once', async () => {
  const lecco = await house.who('officer-cpi-lecco', 'officer')
  const person = { givenName: 'Tècla', familyName: 'Brambìn', birthDate: '1990-04-05', taxCode: nextTaxCode(), email: 'x@posta.example' }
  const other = { ...person, givenName: 'Lùcio', taxCode: nextTaxCode() }
  for (const [officer, who] of [
    [people.officer, person],
    [lecco, person],
    [lecco, other],
  ] as const) {
    const { id: caseId } = await takeOverCase(caseInput(officer, { person: who }), house.world)
    const chamberId = people.chamber.organisation.id
    await requestCommission({ actor: officer, idempotencyKey: key(), caseId, chamberId }, house.world)
    house.clock.advance(60)
  }
  await house.world.db.rows(`UPDATE expert SET roles = '{presidente,esperto}', sectors = '{Area comune}' WHERE organisation_id = $1`, [
    people.chamber.organisation.id,
  ])
  const places = ['A', 'B', 'C'].map((name) => ({ name: `Sala ${name}`, province: 'BG', capacity: 1 }))
  const asked = { from: '2026-11-30', until: '2026-12-01', times: ['09:00'], places }
  const plan = await readPlan({ actor: people.chamber, asked, at: house.clock.at }, house.world.db)
  const whenOf = (name: string) =>
    plan.sittings.filter(({ candidates }) => candidates.some((candidate) => candidate.name.startsWith(name))).map(({ at }) => at)
  expect(whenOf('Tècla')).toEqual(['2026-11-30T08:00:00.000Z', '2026-12-01T08:00:00.000Z'])
  expect(whenOf('Lùcio')).toHaveLength(1)
})
