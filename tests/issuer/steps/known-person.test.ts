import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeTaxCode } from '../../../issuer/steps/change-tax-code.ts'
import { handOver } from '../../../issuer/steps/hand-over.ts'
import { openCase } from '../../../issuer/steps/open-case.ts'
import { key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { walkTo, welcome, welcomeInput } from '../walk.ts'

const refused = (code: string) => ({ code })

describe('a person whom the body knows', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const isora = () => ({ givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() })
  const again = (person: ReturnType<typeof isora>, changes: object = {}) =>
    openCase(welcomeInput(people.officer, { person, ...changes }), house.world)
  const known = async (taxCode: string) =>
    (
      await house.world.db.rows(
        'SELECT given_name AS "givenName", family_name AS "familyName", birth_date::text AS "birthDate" FROM person WHERE tax_code = $1',
        [taxCode],
      )
    )[0]

  test('is not taken in with another birth date or name: nothing is dropped, nothing told, nothing written', async () => {
    const person = isora()
    await welcome(house, people, { person })
    const otherDay = again({ ...person, birthDate: '1987-02-04' }, { cardSeen: true })
    await expect(otherDay).rejects.toMatchObject({ code: 'person.other-birth-date', facts: {} })
    await expect(again({ ...person, familyName: 'Bragadìni' })).rejects.toMatchObject({ code: 'person.other-name', facts: {} })
    expect(await known(person.taxCode)).toEqual({ givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03' })
  })

  test('is known in capitals and with accents of two signs', async () => {
    const person = isora()
    await welcome(house, people, { person })
    await again({ ...person, givenName: person.givenName.toUpperCase(), familyName: person.familyName.toUpperCase().normalize('NFD') })
    expect(await known(person.taxCode)).toEqual({ givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03' })
  })

  test('was not met before they were born, nor more than a year ago', async () => {
    const { reception } = welcomeInput(people.officer)
    for (const metOn of ['1900-01-01', '2025-11-01']) {
      const early = openCase({ ...welcomeInput(people.officer), reception: { ...reception, metOn } }, house.world)
      await expect(early, metOn).rejects.toMatchObject({ code: 'case.met-earlier' })
    }
  })

  test('is put right by whoever has the document at hand, and the trail says in which field', async () => {
    const person = isora()
    await welcome(house, people, { person })
    await again({ ...person, birthDate: '1987-02-14' }, { putRight: true })
    await again({ ...person, birthDate: '1987-02-04' }, { putRight: true })
    expect(await known(person.taxCode)).toEqual({ givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-04' })
    const trail = await house.world.db.rows<{ facts: object }>(
      `SELECT facts FROM audit x JOIN person p ON p.id::text = x.subject WHERE p.tax_code = $1 AND x.action = 'person.put-right' ORDER BY x.at`,
      [person.taxCode],
    )
    expect(trail.map(({ facts }) => facts)).toEqual([{ fields: 'birthDate' }, { fields: 'birthDate' }])
  })

  test('is not made another person, nor changed under an act or a commission', async () => {
    const [person, certified, examined] = [isora(), isora(), isora()]
    await welcome(house, people, { person })
    const another = again({ ...person, familyName: 'Zeta', birthDate: '1950-01-01' }, { putRight: true })
    await expect(another).rejects.toMatchObject(refused('person.other-person'))
    await walkTo('release-transparency', await welcome(house, people, { person: certified }))
    const sealed = again({ ...certified, familyName: 'Zeta' }, { putRight: true })
    await expect(sealed).rejects.toMatchObject(refused('person.act-sealed'))
    await walkTo('appoint', await welcome(house, people, { person: examined }))
    const running = again({ ...examined, familyName: 'Zeta' }, { putRight: true })
    await expect(running).rejects.toMatchObject(refused('person.exam-running'))
  })

  test('was made another person by putting right twice', async () => {
    const [one, other] = [isora(), isora()]
    for (const person of [one, other]) await welcome(house, people, { person })
    const renamed = { ...one, givenName: 'Fàtou', familyName: 'Diòp' }
    await again(renamed, { putRight: true })
    const aged = again({ ...renamed, birthDate: '1999-12-31' }, { putRight: true })
    await expect(aged).rejects.toMatchObject(refused('person.other-person'))
    await again({ ...other, birthDate: '1999-12-31' }, { putRight: true })
    const named = again({ ...other, birthDate: '1999-12-31', familyName: 'Diòp' }, { putRight: true })
    await expect(named).rejects.toMatchObject(refused('person.other-person'))
  })

  test('of another body is not told about: whoever hands over learns that something differs', async () => {
    const person = isora()
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    await openCase(welcomeInput(lecco, { person: { ...person, birthDate: '1990-01-01' } }), house.world)
    const { caseId } = await welcome(house, people, { person })
    const reason = { class: 'territorio', text: 'La persona si è trasferita a Lecco.' }
    const input = { actor: people.officer, idempotencyKey: key(), caseId, bodyId: lecco.organisation.id, reason, agreed: true }
    await expect(handOver(input, house.world)).rejects.toMatchObject({ code: 'handover.person-differs', facts: {} })
  })

  test('whose code has other letters comes in by the card, and the case says so', async () => {
    const person = { givenName: 'Nèva', familyName: "D'Adùlio", birthDate: '1985-12-10', taxCode: 'RSSMRA85T10A562S' }
    await expect(again(person)).rejects.toMatchObject(refused('person.tax-code-name'))
    const { id } = await again(person, { cardSeen: true })
    const { id: fitting } = await again(isora(), { cardSeen: true })
    const said = (caseId: string) =>
      house.world.db.rows(
        `SELECT r.by_card AS "byCard", x.facts->'cardSeen' AS trail FROM case_reception r JOIN audit x ON x.subject = r.case_id::text
         WHERE r.case_id = $1 AND x.action = 'case.welcome'`,
        [caseId],
      )
    expect(await said(id)).toEqual([{ byCard: true, trail: true }])
    expect(await said(fitting)).toEqual([{ byCard: false, trail: null }])
  })

  test.each(['appoint', 'open-sitting', 'sign-minutes', 'register'] as const)('keeps their code after %s', async (last) => {
    const walk = await welcome(house, people, { person: isora() })
    await walkTo(last, walk)
    const change = changeTaxCode(
      { actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, taxCode: 'BRGSRI87B43A562X', cardSeen: false },
      house.world,
    )
    await expect(change).rejects.toMatchObject(refused('person.exam-running'))
  })

  test('gets another code until a commission is appointed, and after the release', async () => {
    for (const [last, taxCode] of [
      ['request-commission', 'BRGSRI87B43A562X'],
      ['release', 'BRGSRI87B43A794I'],
    ] as const) {
      const walk = await welcome(house, people, { person: isora() })
      await walkTo(last, walk)
      const input = { actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, taxCode, cardSeen: false }
      await expect(changeTaxCode(input, house.world), last).resolves.toBeNull()
    }
  })
})
