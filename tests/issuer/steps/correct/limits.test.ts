import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation, Person } from '../../../../credential/attestation/attestation.ts'
import { askCorrection } from '../../../../issuer/steps/correct/ask-correction.ts'
import { type CorrectActInput, correctAct } from '../../../../issuer/steps/correct/correct-act.ts'
import { correctableOf } from '../../../../issuer/steps/correct/corrected.ts'
import { refuseCorrection } from '../../../../issuer/steps/correct/refuse-correction.ts'
import { releaseCorrection } from '../../../../issuer/steps/correct/release-correction.ts'
import { sealCorrection } from '../../../../issuer/steps/correct/seal-correction.ts'
import { openCase } from '../../../../issuer/steps/open-case.ts'
import { DURING_EXAM } from '../../../../issuer/steps/running-exam.ts'
import { key, nextRegisterNumber, nextTaxCode, type People, peopleOf } from '../../exam.ts'
import { type House, openHouse } from '../../house.ts'
import { type Walk, walkTo, welcome, welcomeInput } from '../../walk.ts'

interface Act {
  readonly id: string
  readonly number: string
  readonly record: Attestation
}

describe('what a rettifica may not do', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const actOf = async ({ caseId }: Walk, kind: string): Promise<Act> => {
    const [act] = await house.world.db.rows<Act>(
      `SELECT id, number, record FROM attestation a WHERE case_id = $1 AND kind = $2
         AND NOT EXISTS (SELECT 1 FROM attestation b WHERE b.replaces = a.id)`,
      [caseId, kind],
    )
    if (act === undefined) throw new Error('nothing was released')
    return act
  }
  const walked = async (last: Parameters<typeof walkTo>[0]) => {
    const walk = await welcome(house, people)
    await walkTo(last, walk)
    house.clock.advance(86_400)
    return walk
  }
  const why = (act: Act) => ({
    actor: people.officer,
    idempotencyKey: key(),
    attestationId: act.id,
    confirmNumber: act.number,
    reasonClass: 'errore-materiale',
    reason: 'Era scritto male.',
    cardSeen: false,
  })
  const correct = (act: Act, changes: Partial<CorrectActInput['corrected']>) =>
    correctAct({ ...why(act), corrected: { ...correctableOf(act.record), ...changes } }, house.world)
  const correctWho = (act: Act, changes: Partial<Person>) => correct(act, { person: { ...act.record.outcome.person, ...changes } })
  const wholly = () => ({ givenName: 'Tullio', familyName: 'Zeta', birthDate: '1950-01-01', taxCode: nextTaxCode() })
  const personIn = async ({ caseId }: Walk) => {
    const [row] = await house.world.db.rows(
      `SELECT p.given_name AS "givenName", p.family_name AS "familyName", p.birth_date::text AS "birthDate", p.tax_code AS "taxCode"
       FROM person p JOIN ivc_case k ON k.person_id = p.id WHERE k.id = $1`,
      [caseId],
    )
    return row
  }

  describe('under a commission', () => {
    test.each(['appoint', 'open-sitting', 'sign-minutes'] as const)('change an act of the case after %s', async (last) => {
      const walk = await walked(last)
      const before = await personIn(walk)
      const [file] = await house.world.db.rows<{ state: string; number: string }>('SELECT state, number FROM ivc_case WHERE id = $1', [
        walk.caseId,
      ])
      expect(DURING_EXAM).toContain(file?.state)
      for (const kind of ['trasparenza', 'validazione']) {
        await expect(correctWho(await actOf(walk, kind), { familyName: 'Zeta' })).rejects.toMatchObject({
          code: 'correction.exam-running',
          facts: { case: file?.number },
        })
      }
      expect(await personIn(walk)).toEqual(before)
    })

    test('change the person by an act of another case of theirs; what else stands on that act may be corrected', async () => {
      const before = await walked('release-transparency')
      const act = await actOf(before, 'trasparenza')
      const again = await welcome(house, people, { person: { ...act.record.outcome.person, email: 'isora@posta.example' } })
      await walkTo('open-sitting', again)
      house.clock.advance(60)
      await expect(correctWho(act, { familyName: 'Zeta' })).rejects.toMatchObject({ code: 'correction.exam-running' })
      const experiences = correctableOf(act.record).experiences.map((experience) => ({ ...experience, hours: 950 }))
      await expect(correct(act, { experiences })).resolves.toMatchObject({ number: expect.any(String) })
    })

    test('until one is appointed it may, and once the certificate is released again', async () => {
      await expect(
        correctWho(await actOf(await walked('request-commission'), 'validazione'), { familyName: 'Zeta' }),
      ).resolves.toBeDefined()
      await expect(correctWho(await actOf(await walked('release'), 'validazione'), { familyName: 'Zeta' })).resolves.toBeDefined()
    })
  })

  describe('make another person', () => {
    test('at once, by the body or by way of the Chamber', async () => {
      const walk = await walked('release')
      const validation = await actOf(walk, 'validazione')
      await expect(correctWho(validation, wholly())).rejects.toMatchObject({ code: 'correction.other-person' })
      const certificate = await actOf(walk, 'certificato')
      const { title } = certificate.record
      const asked = askCorrection({ ...why(certificate), corrected: { person: wholly(), title } }, house.world)
      await expect(asked).rejects.toMatchObject({ code: 'correction.other-person' })
    })

    test('born on the same day', async () => {
      const act = await actOf(await walked('release-transparency'), 'trasparenza')
      const { birthDate: _, ...other } = wholly()
      await expect(correctWho(act, other)).rejects.toMatchObject({ code: 'correction.other-person' })
    })

    test('one rettifica after the other', async () => {
      const walk = await walked('release-transparency')
      await correctWho(await actOf(walk, 'trasparenza'), { givenName: 'Tullio', familyName: 'Zeta' })
      await correctWho(await actOf(walk, 'trasparenza'), { birthDate: '1950-01-01' })
      await expect(correctWho(await actOf(walk, 'trasparenza'), { givenName: 'Mario', taxCode: nextTaxCode() })).rejects.toMatchObject({
        code: 'correction.other-person',
      })
      const third = correctWho(await actOf(walk, 'trasparenza'), { taxCode: nextTaxCode() })
      await expect(third).rejects.toMatchObject({ code: 'correction.other-person' })
    })

    test('take the code of somebody else whom the body follows', async () => {
      const [mine, other] = [await walked('release-transparency'), await walked('release-transparency')]
      const { taxCode } = (await actOf(other, 'trasparenza')).record.outcome.person
      const taken = correctWho(await actOf(mine, 'trasparenza'), { taxCode })
      await expect(taken).rejects.toMatchObject({ code: 'person.tax-code-taken' })
    })
  })

  test('keep a wrong code as one that the person had: whose it is can be taken in', async () => {
    const walk = await walked('release-transparency')
    const act = await actOf(walk, 'trasparenza')
    const wrong = act.record.outcome.person.taxCode
    const right = nextTaxCode()
    await correctWho(act, { taxCode: right })
    expect(await personIn(walk)).toMatchObject({ taxCode: right })
    const owner = { givenName: 'Nives', familyName: 'Bragadin', birthDate: '1977-07-07', taxCode: wrong }
    const { id } = await openCase(welcomeInput(people.officer, { person: owner }), house.world)
    expect(await personIn({ ...walk, caseId: id })).toEqual(owner)
    expect(await personIn(walk)).toMatchObject({ taxCode: right, familyName: act.record.outcome.person.familyName })
  })

  describe('give what was judged another name', () => {
    test('on a validazione or a certificate: the repertory gives it', async () => {
      const walk = await walked('release')
      const validation = await actOf(walk, 'validazione')
      const refused = { code: 'correction.title', facts: { title: validation.record.title.it } }
      await expect(correct(validation, { title: { it: 'Medico chirurgo' } })).rejects.toMatchObject(refused)
      const certificate = await actOf(walk, 'certificato')
      const { person } = certificate.record.outcome
      const asked = askCorrection({ ...why(certificate), corrected: { person, title: { it: 'Medico chirurgo' } } }, house.world)
      await expect(asked).rejects.toMatchObject(refused)
    })

    test('but one that is not that of the repertory is brought back to it', async () => {
      const walk = await walked('release-validation')
      const act = await actOf(walk, 'validazione')
      const asFrozen = { it: 'Diversity manager, come sta nel repertorio' }
      await house.database.pool.query('UPDATE ivc_case SET title = $2 WHERE id = $1', [walk.caseId, asFrozen])
      await expect(correct(act, { title: { it: 'Medico chirurgo' } })).rejects.toMatchObject({ facts: { title: asFrozen.it } })
      await correct(act, { title: asFrozen })
      expect((await actOf(walk, 'validazione')).record.title).toEqual(asFrozen)
    })
  })

  test('let an experience end before it begins', async () => {
    const act = await actOf(await walked('release-validation'), 'validazione')
    const experiences = [{ title: 'Cucina', from: '2030-01-01', until: '1990-01-01' }]
    await expect(correct(act, { experiences })).rejects.toMatchObject({ code: 'experience.dates' })
  })

  test('let somebody be born after what they did, or after the act', async () => {
    const act = await actOf(await walked('release-transparency'), 'trasparenza')
    for (const [birthDate, code] of [
      ['2024-02-03', 'experience.before-birth'],
      [house.clock.at.toISOString().slice(0, 10), 'person.birth-date'],
    ] as const)
      await expect(correctWho(act, { birthDate }), birthDate).rejects.toMatchObject({ code })
  })

  test('leave the other record of a person as it was', async () => {
    const walk = await walked('release-transparency')
    const act = await actOf(walk, 'trasparenza')
    const { person } = act.record.outcome
    const twin = await house.database.pool.query<{ id: string }>(
      `INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code)
       SELECT organisation_id, given_name, family_name, birth_date, $2 FROM person WHERE id = (SELECT person_id FROM ivc_case WHERE id = $1)
       RETURNING id`,
      [walk.caseId, nextTaxCode()],
    )
    await house.database.pool.query('UPDATE person SET same_as = $2 WHERE id = (SELECT person_id FROM ivc_case WHERE id = $1)', [
      walk.caseId,
      twin.rows[0]?.id,
    ])
    await correctWho(act, { familyName: 'Bragadin' })
    const { rows } = await house.database.pool.query(
      'SELECT family_name, tax_code = $2 AS old FROM person WHERE $1 IN (id, same_as) ORDER BY old',
      [twin.rows[0]?.id, person.taxCode],
    )
    expect(rows).toEqual([
      { family_name: 'Bragadin', old: false },
      { family_name: 'Bragadin', old: true },
    ])
  })

  test('of a certificate is sealed for no other person and under no other title, however it was asked', async () => {
    const act = await actOf(await walked('release'), 'certificato')
    const { person } = act.record.outcome
    const { title } = act.record
    const asked = (was: object, corrected: object) =>
      house.world.db.rows<{ id: string }>(
        `INSERT INTO correction (id, organisation_id, chamber_id, case_id, attestation_id, was, corrected, reason_class, reason, asked_at, asked_by)
         SELECT gen_random_uuid(), a.organisation_id, $2, a.case_id, a.id, $3, $4, 'errore-materiale', 'Il nome è sbagliato.', $5, a.released_by
         FROM attestation a WHERE a.id = $1 RETURNING id`,
        [act.id, people.chamber.organisation.id, was, corrected, house.clock.at],
      )
    const date = house.clock.at.toISOString().slice(0, 10)
    const other = { givenName: 'Orsa', familyName: 'Altra', birthDate: '1970-01-01', taxCode: 'LTRRSO70A41A794X' }
    const was = { number: act.number, issuedAt: act.record.issuedAt, person, title }
    for (const [before, corrected, code] of [
      [was, { person: other, title }, 'correction.other-person'],
      [{ ...was, person: other }, { person: { ...other, givenName: 'Orso' }, title }, 'correction.other-person'],
      [was, { person: { ...person, familyName: 'Zeta' }, title: { it: 'Chirurgo' } }, 'correction.title'],
    ] as const) {
      const [correction] = await asked(before, corrected)
      const input = { idempotencyKey: key(), confirmNumber: act.number, actor: people.chamber, correctionId: correction?.id ?? '' }
      await expect(sealCorrection({ ...input, act: { number: 'DD/9', date } }, house.world), code).rejects.toMatchObject({ code })
      await refuseCorrection({ ...input, idempotencyKey: key(), reason: 'Non è la stessa persona.' }, house.world)
    }
  })

  test('of a certificate is released only when no other case of the person is before a commission', async () => {
    const walk = await walked('release')
    const act = await actOf(walk, 'certificato')
    const { person } = act.record.outcome
    const { id: correctionId } = await askCorrection(
      { ...why(act), corrected: { person: { ...person, familyName: 'Zeta' }, title: act.record.title } },
      house.world,
    )
    const on = { idempotencyKey: key(), confirmNumber: act.number }
    const date = house.clock.at.toISOString().slice(0, 10)
    await sealCorrection({ ...on, actor: people.chamber, correctionId, act: { number: 'DD/1', date } }, house.world)
    const again = await welcome(house, people, { person: { ...person, email: 'isora@posta.example' } })
    await walkTo('open-sitting', again)
    const released = releaseCorrection({ ...on, actor: people.officer, attestationId: act.id, number: nextRegisterNumber() }, house.world)
    await expect(released).rejects.toMatchObject({ code: 'correction.exam-running' })
  })
})
