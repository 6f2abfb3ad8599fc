import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCharacter } from '../../../credential/tax-code.ts'
import { readConflicts } from '../../../issuer/conflicts/read-conflicts.ts'
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
    const somebodyElse = { ...person(nextTaxCode()), givenName: 'Màrisa', familyName: 'Rossìni' }
    const other = await welcome(house, people, { person: somebodyElse })
    await expect(change(other.caseId, coded('RSSMRA87B43A501'), true)).rejects.toMatchObject({ code: 'person.tax-code-taken' })
  })

  test('a person who was taken in twice, under each of their codes, had two records that could not be one', async () => {
    const { taxCode: before, walk } = await opened()
    await walkTo('release-transparency', walk)
    const code = definitive()
    const { walk: second } = await opened(code)
    const [first, other] = [await personOf(walk.caseId), await personOf(second.caseId)]
    expect(first?.id).not.toBe(other?.id)
    await change(walk.caseId, code)
    expect(await personOf(walk.caseId)).toEqual({ id: first?.id, tax_code: code })
    for (const taxCode of [before, code]) {
      const again = await openCase(welcomeInput(people.officer, { person: person(taxCode) }), house.world)
      expect((await personOf(again.id))?.id, taxCode).toBe(other?.id)
    }
    // By the code that their login gives, the person sees the cases of both records (issuer/citizen/viewer.ts).
    const cases = await house.world.db.rows(
      'SELECT k.id FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE p.tax_code_key = attesta_tax_code_key($1)',
      [code],
    )
    expect(cases).toHaveLength(4)
    const homocodic = coded(`${code.slice(0, 14)}${'LMNPQRSTUV'[Number(code[14])]}`)
    await change(walk.caseId, homocodic)
    await expect(welcome(house, people, { person: person(homocodic) })).resolves.toBeDefined()
    expect((await house.world.db.rows(`SELECT 1 FROM audit WHERE action = 'person.recognised' AND subject = $1`, [first?.id])).length).toBe(
      1,
    )
  })

  test('an expert who is tied to somebody is tied to them after their code changed', async () => {
    const { taxCode: before, walk } = await opened()
    const { rows } = await house.database.pool.query<{ id: string }>('SELECT id FROM expert WHERE organisation_id = $1 LIMIT 1', [
      people.chamber.organisation.id,
    ])
    const expertId = rows[0]?.id ?? ''
    await house.database.pool.query(
      `INSERT INTO expert_tie (organisation_id, expert_id, relation, tax_code_key) VALUES ($1, $2, 'tutor', attesta_tax_code_key($3))`,
      [people.chamber.organisation.id, expertId, before],
    )
    const judged = async () =>
      (
        await readConflicts(
          { chamberId: people.chamber.organisation.id, caseIds: [walk.caseId], expertIds: [expertId], at: house.clock.at },
          house.world.db,
        )
      ).judged({ expertId, caseId: walk.caseId })
    expect(await judged()).toMatchObject({ verdict: 'blocks', finding: { why: 'tie' } })
    await change(walk.caseId, definitive())
    expect(await judged()).toMatchObject({ verdict: 'blocks', finding: { why: 'tie' } })
  })
})
