import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCharacter } from '../../../credential/tax-code.ts'
import { changeTaxCode } from '../../../issuer/steps/change-tax-code.ts'
import { openCase } from '../../../issuer/steps/open-case.ts'
import { key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { walkTo, welcome, welcomeInput } from '../walk.ts'

const coded = (first15: string) => first15 + checkCharacter(first15)
/** Ìsora Bragadìn, born on 3 February 1987; each test another municipality. */
let towns = 100
const definitive = () => coded(`BRGSRI87B43A${++towns}`)

describe('the definitive codice fiscale after the provisional one', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const person = (taxCode: string) => ({ givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode, sex: 'F' as const })
  const opened = async (taxCode = nextTaxCode()) => ({
    taxCode,
    walk: await welcome(house, people, { person: person(taxCode) }),
  })
  const change = (caseId: string, taxCode: string, cardSeen = false) =>
    changeTaxCode({ actor: people.officer, idempotencyKey: key(), caseId, taxCode, cardSeen }, house.world)
  const personOf = async (caseId: string) =>
    (
      await house.world.db.rows<{ id: string; tax_code: string }>(
        'SELECT p.id, p.tax_code FROM person p JOIN ivc_case k ON k.person_id = p.id WHERE k.id = $1',
        [caseId],
      )
    )[0]

  test('is written once: the same person, found by either code, and what was sealed before says the old one', async () => {
    const { taxCode: before, walk } = await opened()
    await walkTo('release-transparency', walk)
    const was = await personOf(walk.caseId)
    const code = definitive()
    await change(walk.caseId, code)
    expect(await personOf(walk.caseId)).toEqual({ id: was?.id, tax_code: code })
    const [record] = await house.world.db.rows<{ text: string }>('SELECT record::text AS text FROM attestation WHERE case_id = $1', [
      walk.caseId,
    ])
    expect(record?.text).toContain(before)
    expect(record?.text).not.toContain(code)
    for (const taxCode of [before, code]) {
      const again = await openCase(welcomeInput(people.officer, { person: person(taxCode) }), house.world)
      expect((await personOf(again.id))?.id, taxCode).toBe(was?.id)
    }
    const audit = await house.world.db.rows<{ text: string }>('SELECT facts::text AS text FROM audit WHERE subject = $1', [walk.caseId])
    expect(audit.map(({ text }) => text).join()).not.toMatch(new RegExp(`${before}|${code}`))
  })

  test('a homocodic one may follow its twin, and the history keeps both', async () => {
    const { walk } = await opened()
    const code = definitive()
    await change(walk.caseId, code)
    const homocodic = coded(`${code.slice(0, 14)}${'LMNPQRSTUV'[Number(code[14])]}`)
    await change(walk.caseId, homocodic)
    const former = await house.world.db.rows('SELECT tax_code FROM person_former_code WHERE person_id = $1', [
      (await personOf(walk.caseId))?.id,
    ])
    expect(former).toHaveLength(2)
    await expect(change(walk.caseId, definitive())).rejects.toMatchObject({ code: 'person.tax-code-definitive' })
  })

  test.each([
    ['another birth date', coded('BRGSRI87B44A500'), 'person.tax-code-birth-date'],
    ['the other sex', coded('BRGSRI87B03A500'), 'person.tax-code-sex'],
    ['another name', coded('RSSMRA87B43A500'), 'person.tax-code-name'],
    ['a wrong check letter', 'BRGSRI87B43A500?', 'person.tax-code'],
    ['eleven digits', nextTaxCode(), 'person.tax-code-provisional'],
  ])('one of %s is refused, and nothing changes', async (_, code, refusal) => {
    const { taxCode: before, walk } = await opened()
    await expect(change(walk.caseId, code)).rejects.toMatchObject({ code: refusal })
    expect((await personOf(walk.caseId))?.tax_code).toBe(before)
  })

  test('letters that somebody saw on the card are taken; a code of somebody else is not', async () => {
    const { walk } = await opened()
    await change(walk.caseId, coded('RSSMRA87B43A501'), true)
    const { walk: other } = await opened()
    await expect(change(other.caseId, coded('RSSMRA87B43A501'), true)).rejects.toMatchObject({ code: 'person.tax-code-taken' })
  })
})
