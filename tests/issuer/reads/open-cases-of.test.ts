import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readOpenCasesOf } from '../../../issuer/reads/open-cases-of.ts'
import { giveUp } from '../../../issuer/steps/end-early.ts'
import { key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { reason, welcome, welcomeInput } from '../walk.ts'

describe('open cases of a person whom the body takes in again', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const isora = () => ({ givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() })
  const found = async (taxCode: string, actor = people.officer) =>
    (await readOpenCasesOf({ taxCode, actor }, house.world.db)).items.map(({ id }) => id)

  test('are told, the newest first, until they are over', async () => {
    const person = isora()
    expect(await found(person.taxCode)).toEqual([])
    const first = await welcome(house, people, { person })
    house.clock.advance(60)
    const second = await welcome(house, people, { person })
    expect(await found(person.taxCode)).toEqual([second.caseId, first.caseId])
    await giveUp({ actor: people.officer, idempotencyKey: key(), caseId: second.caseId, reason }, house.world)
    expect(await found(person.taxCode)).toEqual([first.caseId])
  })

  test('are never told to another body, nor to who takes nobody in', async () => {
    const person = isora()
    await welcome(house, people, { person })
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    expect(await found(person.taxCode, lecco)).toEqual([])
    await welcome(house, { ...people, officer: lecco }, { ...welcomeInput(lecco, { person, province: 'LC' }) })
    expect(await found(person.taxCode)).toHaveLength(1)
    await expect(found(person.taxCode, people.chamber)).rejects.toMatchObject({ code: 'case.wrong-office' })
  })
})
