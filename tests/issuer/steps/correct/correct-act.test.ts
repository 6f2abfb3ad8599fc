import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../../credential/attestation/attestation.ts'
import { annul } from '../../../../issuer/steps/annul.ts'
import { type CorrectActInput, correctAct } from '../../../../issuer/steps/correct/correct-act.ts'
import { correctableOf } from '../../../../issuer/steps/correct/corrected.ts'
import { keepExperience } from '../../../../issuer/steps/dossier/keep-experience.ts'
import { sinceTransparency } from '../../../../issuer/steps/dossier/since-transparency.ts'
import { fileApplication } from '../../../../issuer/steps/file-application.ts'
import { suspend } from '../../../../issuer/steps/suspend.ts'
import { key, type People, peopleOf } from '../../exam.ts'
import { type House, openHouse } from '../../house.ts'
import { type Walk, walkTo, welcome } from '../../walk.ts'

interface Act {
  readonly id: string
  readonly number: string
  readonly record: Attestation
}

describe('a rettifica by the body', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const actsOf = ({ caseId }: Pick<Walk, 'caseId'>, kind: string) =>
    house.world.db.rows<Act & { replaces: string | null; word: string; successor: string | null }>(
      `SELECT a.id, a.number, a.record, a.replaces, coalesce(c.word, 'valido') AS word, c.successor FROM attestation a
       LEFT JOIN LATERAL (SELECT word, successor FROM status_change s WHERE s.attestation_id = a.id ORDER BY seq DESC LIMIT 1) c ON true
       WHERE a.case_id = $1 AND a.kind = $2 ORDER BY a.released_at`,
      [caseId, kind],
    )
  const released = async (last: 'release-transparency' | 'release-validation' = 'release-transparency') => {
    const walk = await welcome(house, people)
    await walkTo(last, walk)
    const kind = last === 'release-transparency' ? 'trasparenza' : 'validazione'
    const [act] = await actsOf(walk, kind)
    if (act === undefined) throw new Error('nothing was released')
    house.clock.advance(86_400)
    return { walk, kind, act }
  }
  const input = (act: Act, changes: Partial<CorrectActInput> = {}): CorrectActInput => ({
    actor: people.officer,
    idempotencyKey: key(),
    attestationId: act.id,
    corrected: { ...correctableOf(act.record), person: { ...act.record.outcome.person, familyName: 'Bragadin' } },
    confirmNumber: act.number,
    reasonClass: 'errore-materiale',
    reason: 'Il cognome era scritto male.',
    cardSeen: false,
    ...changes,
  })

  test('of an experience on a document of trasparenza puts the dossier right too, and the next act says the same', async () => {
    const { walk, act } = await released()
    const { experiences } = act.record.outcome.learning
    const corrected = { ...correctableOf(act.record), experiences: experiences.map((one) => ({ ...one, hours: 300 })) }
    await correctAct(input(act, { corrected, reason: 'Le ore erano scritte male.' }), house.world)
    expect((await sinceTransparency(walk.caseId, house.world.db))?.changes).toEqual([])
    const hours = await house.world.db.rows('SELECT hours FROM case_experience WHERE case_id = $1', [walk.caseId])
    expect(hours).toEqual(experiences.map(() => ({ hours: 300 })))
    const trail = await house.world.db.rows(`SELECT facts FROM audit WHERE subject = $1 AND action = 'file.experiences-corrected'`, [
      walk.caseId,
    ])
    expect(trail).toEqual([{ facts: expect.objectContaining({ experiences: experiences.length }) }])
    await fileApplication({ actor: people.officer, idempotencyKey: key(), caseId: walk.caseId }, house.world)
  })

  test('of an experience leaves alone what the dossier says otherwise by now', async () => {
    const { walk, act } = await released()
    const [row] = await house.world.db.rows<{ id: string }>('SELECT id FROM case_experience WHERE case_id = $1', [walk.caseId])
    const on = { actor: people.officer, idempotencyKey: key(), caseId: walk.caseId }
    const experience = { context: 'lavoro', title: 'Cuoca', hours: 40 } as const
    await keepExperience({ ...on, experienceId: row?.id, experience }, house.world)
    const corrected = {
      ...correctableOf(act.record),
      experiences: act.record.outcome.learning.experiences.map((one) => ({ ...one, hours: 300 })),
    }
    await correctAct(input(act, { corrected, reason: 'Le ore erano scritte male.' }), house.world)
    const told = await house.world.db.rows('SELECT title, hours FROM case_experience WHERE case_id = $1', [walk.caseId])
    expect(told).toEqual([{ title: 'Cuoca', hours: 40 }])
  })

  test.each(['release-transparency', 'release-validation'] as const)('puts a new act in the place of the one of %s', async (last) => {
    const { walk, kind, act } = await released(last)
    const { id, number } = await correctAct(input(act), house.world)
    const acts = await actsOf(walk, kind)
    expect(acts.map((one) => [one.id, one.word, one.successor, one.replaces])).toEqual([
      [act.id, 'sostituito', number, null],
      [id, 'valido', null, act.id],
    ])
    const [, made] = acts
    expect(number).not.toBe(act.number)
    expect(made?.record.outcome).toEqual({ ...act.record.outcome, person: { ...act.record.outcome.person, familyName: 'Bragadin' } })
    expect(made?.record.replaces).toEqual({ number: act.number, issuedAt: act.record.issuedAt })
    expect(made?.record.status).not.toEqual(act.record.status)
    const shared = Object.values(act.record.salts).filter((salt) => Object.values(made?.record.salts ?? {}).includes(salt))
    expect(shared).toEqual([])
  })

  test('also what the person did, and for how long; what was judged nobody can write', async () => {
    const { walk, act } = await released()
    const was = correctableOf(act.record)
    const experiences = was.experiences.map((experience) => ({ ...experience, hours: 950 }))
    await correctAct(input(act, { corrected: { ...was, experiences } }), house.world)
    const [, made] = await actsOf(walk, 'trasparenza')
    expect(made?.record.outcome.learning.experiences).toEqual(experiences)
    expect(made?.record.outcome.competences).toEqual(act.record.outcome.competences)
  })

  test('puts the person right in the books, so that the next act is not wrong again, and keeps the case where it is', async () => {
    const { walk, act } = await released()
    await correctAct(input(act), house.world)
    const [row] = await house.world.db.rows(
      'SELECT p.family_name, k.state FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE k.id = $1',
      [walk.caseId],
    )
    expect(row).toEqual({ family_name: 'Bragadin', state: 'trasparenza_rilasciata' })
  })

  test('is itself corrected: a chain has one valid act', async () => {
    const { walk, act } = await released()
    await correctAct(input(act), house.world)
    const [, second] = await actsOf(walk, 'trasparenza')
    if (second === undefined) throw new Error('no second act')
    house.clock.advance(60)
    await correctAct(input(second, { corrected: { ...correctableOf(second.record), title: { it: 'Titolo scritto giusto' } } }), house.world)
    expect((await actsOf(walk, 'trasparenza')).map(({ word }) => word)).toEqual(['sostituito', 'sostituito', 'valido'])
    await expect(correctAct(input(act), house.world)).rejects.toMatchObject({ code: 'correction.state' })
  })

  test('of twenty at once one is written', async () => {
    const { walk, act } = await released()
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => correctAct(input(act), house.world)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await actsOf(walk, 'trasparenza')).filter(({ word }) => word === 'valido')).toHaveLength(1)
  })

  test('asked for twice under one key it is made once', async () => {
    const { walk, act } = await released()
    const twice = input(act)
    const first = await correctAct(twice, house.world)
    expect(await correctAct(twice, house.world)).toEqual(first)
    expect(await actsOf(walk, 'trasparenza')).toHaveLength(2)
  })

  test.each([
    ['nothing was wrong', (act: Act) => ({ corrected: correctableOf(act.record) }), 'correction.nothing'],
    ['another number is typed', () => ({ confirmNumber: 'TR-0' }), 'confirm.mismatch'],
    ['a reason class that does not replace', () => ({ reasonClass: 'verifica-in-corso' }), 'status.reason-class'],
    ['no reason', () => ({ reason: ' ' }), 'status.reason-missing'],
    [
      'the codice fiscale is none',
      (act: Act) => ({
        corrected: { ...correctableOf(act.record), person: { ...act.record.outcome.person, taxCode: 'RSSMRA80A01H501X' } },
      }),
      'person.tax-code',
    ],
  ])('is refused where %s', async (_, changes, code) => {
    const { act, walk } = await released()
    await expect(correctAct(input(act, changes(act)), house.world)).rejects.toMatchObject({ code })
    expect((await actsOf(walk, 'trasparenza')).map(({ word }) => word)).toEqual(['valido'])
  })

  test('is refused to another body, another role, and whoever has not the task', async () => {
    const { act } = await released()
    const stranger = await house.who('officer-cpi-lecco', 'officer')
    await expect(correctAct(input(act, { actor: stranger }), house.world)).rejects.toMatchObject({ code: 'attestation.unknown' })
    const asChamber = { ...people.officer, role: 'chamber' as const }
    await expect(correctAct(input(act, { actor: asChamber }), house.world)).rejects.toMatchObject({ code: 'correction.not-allowed' })
    const receives = { ...people.officer, tasks: ['reception'] }
    await expect(correctAct(input(act, { actor: receives }), house.world)).rejects.toMatchObject({ code: 'case.no-task' })
  })

  test.each([
    ['suspended', suspend],
    ['annulled', annul],
  ])('is refused of what is %s: a rettifica gives no validity back', async (_, change) => {
    const { act } = await released()
    const { id: attestationId, number: confirmNumber } = act
    await change(
      { actor: people.officer, idempotencyKey: key(), attestationId, confirmNumber, reasonClass: 'falsa-dichiarazione', reason: 'Prova' },
      house.world,
    )
    await expect(correctAct(input(act), house.world)).rejects.toMatchObject({ code: 'correction.state' })
  })

  test('the database refuses a successor of an act that does not say so, and a second one', async () => {
    const { act } = await released()
    const copy = async (replaces: string, more = '') => {
      const client = await house.database.pool.connect()
      try {
        await client.query('BEGIN')
        await client.query(
          `WITH i AS (INSERT INTO status_index (list_id, idx, organisation_id, size, attestation_id)
             SELECT list_id, (SELECT max(idx) + 1 FROM status_index), organisation_id, size, gen_random_uuid() FROM status_index LIMIT 1
             RETURNING *) SELECT 1 FROM i`,
        )
        await client.query(
          `INSERT INTO attestation (id, organisation_id, kind, number, digest, record, sealed, person_id, case_id, profile, released_at, released_by,
             list_id, idx, recognition_id, recognised_from, recognised_until, replaces)
           SELECT i.attestation_id, a.organisation_id, a.kind, 'X-' || i.attestation_id, rpad(replace(i.attestation_id::text, '-', ''), 43, 'A'), '{}', 'x',
             a.person_id, a.case_id, a.profile, a.released_at, a.released_by, i.list_id, i.idx, a.recognition_id, a.recognised_from,
             a.recognised_until, $2
           FROM attestation a JOIN status_index i ON i.idx = (SELECT max(idx) FROM status_index) AND i.organisation_id = a.organisation_id
           WHERE a.id = $1`,
          [act.id, replaces],
        )
        if (more !== '') await client.query(more, [act.id])
        await client.query('SET CONSTRAINTS ALL IMMEDIATE')
      } finally {
        await client.query('ROLLBACK')
        client.release()
      }
    }
    await expect(copy(act.id)).rejects.toMatchObject({ constraint: 'attestation_replaced_valid' })
    const { id } = await correctAct(input(act), house.world)
    await expect(copy(act.id)).rejects.toMatchObject({ constraint: 'attestation_replaced_once' })
    await expect(copy(id)).rejects.toMatchObject({ constraint: 'attestation_replaced_valid' })
  })
})
