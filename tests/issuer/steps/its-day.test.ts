import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { LETTERS } from '../../../issuer/mail/letters.ts'
import { readMailFacts } from '../../../issuer/mail/read-mail-facts.ts'
import { readNextActs } from '../../../issuer/reads/case-file.ts'
import { beginIdentification } from '../../../issuer/steps/begin-identification.ts'
import { orderCorrection } from '../../../issuer/steps/correct/order-correction.ts'
import { keepExperience } from '../../../issuer/steps/dossier/keep-experience.ts'
import { refuseValidation, releaseValidation } from '../../../issuer/steps/end-validation.ts'
import { lift } from '../../../issuer/steps/lift.ts'
import { readFile } from '../../../issuer/steps/lock-case.ts'
import { logHours } from '../../../issuer/steps/log-hours.ts'
import { moveAssessment } from '../../../issuer/steps/move-assessment.ts'
import { planAssessment } from '../../../issuer/steps/plan-assessment.ts'
import { resendLetter } from '../../../issuer/steps/resend-letter.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { validateCompetence } from '../../../issuer/steps/validate-competence.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'
import { competencesOf, reason, type Walk, walkTo, welcome } from '../walk.ts'

const DAY = 86_400

describe('an assessment is closed on its day', () => {
  let house: House
  let people: People
  let officer: Actor
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    officer = people.officer
  })
  afterAll(() => house.close())

  const planFor = (interviewAt: Date) => ({ interviewAt, place: 'Bergamo', methods: ['colloquio'], mode: 'presential' }) as const
  const inDays = (days: number) => new Date(house.clock.at.getTime() + days * DAY * 1000)
  const on = ({ caseId }: Walk) => ({ actor: officer, idempotencyKey: key(), caseId })

  const judge = async (walk: Walk, validated: boolean) => {
    for (const competenceId of await competencesOf({ ...walk, world: house.world }))
      await validateCompetence({ ...on(walk), competenceId, validated, reason: reason.text }, house.world)
  }
  /** A case whose person was heard today, about which everything is written, and who is called again in three days. */
  const planned = async (validated = true) => {
    const walk = await heard(validated)
    await moveAssessment({ ...on(walk), plan: planFor(inDays(3)) }, house.world)
    return walk
  }
  const heard = async (validated = true) => {
    const walk = await welcome(house, people)
    await walkTo('admit', walk)
    await planAssessment({ ...on(walk), plan: planFor(inDays(0.02)) }, house.world)
    await judge(walk, validated)
    return walk
  }

  test('before it neither the document nor the refusal, and the case says why', async () => {
    const walk = await planned()
    const refused = { code: 'validation.too-early', facts: { plannedAt: inDays(3).toISOString() } }
    await expect(releaseValidation(on(walk), house.world)).rejects.toMatchObject(refused)
    const { caseId } = walk
    const file = await readFile({ caseId, organisationId: officer.organisation.id }, house.world.db)
    const asked = { actor: officer, language: 'it', db: house.world.db } as const
    const early = (await readNextActs(file, { ...asked, at: house.clock.at })).filter(({ refusal }) => refusal !== undefined)
    expect(early.map(({ act }) => act)).toEqual(['release-validation', 'refuse-validation'])
    expect(early[0]?.refusal).toBe(
      "L'accertamento è fissato per il 26 novembre 2026 alle ore 14:00: da quel giorno puoi scrivere che cosa è emerso e chiudere.",
    )
    expect((await readNextActs(file, { ...asked, at: inDays(3) })).filter(({ refusal }) => refusal !== undefined)).toEqual([])

    const none = await planned(false)
    await expect(refuseValidation(on(none), house.world)).rejects.toMatchObject({ code: 'validation.too-early' })
    house.clock.advance(3 * DAY)
    await refuseValidation(on(none), house.world)
    await releaseValidation(on(walk), house.world)
  })

  test('before it no competence is judged either', async () => {
    const walk = await welcome(house, people)
    await walkTo('admit', walk)
    await planAssessment({ ...on(walk), plan: planFor(inDays(3)) }, house.world)
    await expect(judge(walk, true)).rejects.toMatchObject({ code: 'validation.too-early', facts: { plannedAt: inDays(3).toISOString() } })
  })

  test('the day counts and not the hour, as it is in Rome', async () => {
    const walk = await planned()
    const tomorrow = new Date(`${inDays(1).toISOString().slice(0, 10)}T22:30:00Z`)
    await moveAssessment({ ...on(walk), plan: planFor(tomorrow) }, house.world)
    house.clock.at = new Date(tomorrow.getTime() - 3_600_000)
    // Half past eleven at night there; the next one is half past midnight, and another day, where Greenwich still has this one.
    await releaseValidation(on(walk), house.world)

    const next = await planned()
    const afterMidnight = new Date(`${inDays(1).toISOString().slice(0, 10)}T23:30:00Z`)
    await moveAssessment({ ...on(next), plan: planFor(afterMidnight) }, house.world)
    house.clock.at = new Date(afterMidnight.getTime() - 3_600_000)
    await expect(releaseValidation(on(next), house.world)).rejects.toMatchObject({ code: 'validation.too-early' })
  })

  test('it may be moved until it is closed: a new paper, and a letter that names the day of before', async () => {
    const walk = await heard()
    await expect(moveAssessment({ ...on(walk), plan: planFor(inDays(-1)) }, house.world)).rejects.toMatchObject({
      code: 'plan.in-the-past',
    })
    await moveAssessment({ ...on(walk), plan: { ...planFor(inDays(0.01)), place: 'Clusone' } }, house.world)
    const outbox = await house.world.db.rows<{ id: string }>(
      `UPDATE outbox SET done_at = now() WHERE topic = 'assessment.planned' AND payload->>'caseId' = $1 RETURNING id::text`,
      [walk.caseId],
    )
    const [old, newest] = outbox.map(({ id }) => id).sort((a, b) => Number(a) - Number(b))
    await expect(resendLetter({ ...on(walk), letterId: old ?? '' }, house.world)).rejects.toMatchObject({ code: 'letter.overtaken' })
    await resendLetter({ ...on(walk), letterId: newest ?? '' }, house.world)
    const papers = await house.world.db.rows<{ title: string }>(
      `SELECT title FROM case_document WHERE case_id = $1 AND class = 'piano-accertamento' ORDER BY created_at, title DESC`,
      [walk.caseId],
    )
    expect(papers.map(({ title }) => title).sort()).toEqual(["Nuovo piano dell'accertamento", "Piano dell'accertamento"])
    const told = await house.world.db.rows<{ payload: Record<string, string> }>(
      `SELECT payload FROM outbox WHERE topic = 'assessment.planned' AND payload->>'caseId' = $1 ORDER BY id`,
      [walk.caseId],
    )
    const letters = []
    for (const { payload } of told) {
      const world = { db: house.world.db, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping }
      const [facts] = await readMailFacts({ topic: 'assessment.planned', payload }, world)
      letters.push(facts && LETTERS['assessment.planned'](facts))
    }
    // The first says what it said when it was sent.
    const [first, letter] = letters
    expect(letters).toHaveLength(2)
    expect(first?.it.subject).toBe('Il tuo colloquio')
    expect(first?.it.text).toMatch(/ti aspettiamo (il |l')\d/)
    expect(first?.it.text).not.toContain('Clusone')
    expect(letter?.it.subject).toBe('Il tuo colloquio è spostato')
    expect(letter?.it.text).toContain('non si fa più in quel momento')
    expect(letter?.it.text).toContain('Luogo: Clusone.')
    await releaseValidation(on(walk), house.world)
    await expect(moveAssessment({ ...on(walk), plan: planFor(inDays(1)) }, house.world)).rejects.toMatchObject({
      code: 'case.out-of-order',
    })
  })

  test('whoever goes around the step is refused by the database', async () => {
    const { caseId } = await planned()
    const move = (state: string, at: Date) =>
      house.database.pool.query(
        `INSERT INTO case_transition (organisation_id, case_id, state, at, act) SELECT organisation_id, id, $2, $3, 'x' FROM ivc_case WHERE id = $1`,
        [caseId, state, at],
      )
    for (const state of ['validazione_rilasciata', 'non_validata'])
      await expect(move(state, house.clock.at)).rejects.toMatchObject({ code: '23514', constraint: 'case_assessment_day' })
    await expect(move('rinuncia', inDays(-30))).rejects.toMatchObject({ code: '23514', constraint: 'case_days' })
  })
})

describe('what is told as done does not lie ahead', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const day = (days: number) => new Date(house.clock.at.getTime() + days * DAY * 1000).toISOString().slice(0, 10)

  test('an experience that begins or ends tomorrow', async () => {
    const { caseId } = await welcome(house, people)
    const on = () => ({ actor: people.officer, idempotencyKey: key(), caseId })
    await beginIdentification(on(), house.world)
    const told = (dates: { from?: string; until?: string }) =>
      keepExperience({ ...on(), experience: { context: 'lavoro', title: 'Cuoca', ...dates } }, house.world)
    await expect(told({ from: day(1) })).rejects.toMatchObject({ code: 'experience.later' })
    await expect(told({ from: day(-9), until: day(1) })).rejects.toMatchObject({ code: 'experience.later' })
    for (const dates of [{ from: '1980-01-01' }, { until: '1987-02-03' }])
      await expect(told(dates)).rejects.toMatchObject({ code: 'experience.before-birth' })
    await told({ from: day(-9), until: day(0) })
  })

  test('hours of more than a year before the case, and more of an officer than a day has, over all cases', async () => {
    const [one, other] = [await welcome(house, people), await welcome(house, people)]
    const log = ({ caseId }: Walk, minutes: number, on = day(0)) =>
      logHours({ actor: people.officer, idempotencyKey: key(), caseId, hours: { service: 'accoglienza', day: on, minutes } }, house.world)
    await expect(log(one, 60, '1900-01-01')).rejects.toMatchObject({ code: 'hours.earlier' })
    await expect(log(one, 60, day(-370))).rejects.toMatchObject({ code: 'hours.earlier' })
    await log(one, 1000)
    await expect(log(other, 441)).rejects.toMatchObject({ code: 'hours.day-full' })
    await log(other, 440)
  })

  test('an act of the Region about an attestation: not before it, not ahead, and lifted not before it was suspended', async () => {
    const walk = await welcome(house, people)
    await walkTo('release-transparency', walk)
    const actor = await house.who('region-1', 'region')
    const [act] = await house.world.db.rows<{ id: string; number: string }>('SELECT id, number FROM attestation WHERE case_id = $1', [
      walk.caseId,
    ])
    house.clock.advance(3 * DAY)
    const input = (date: string, reasonClass: string) => ({
      actor,
      idempotencyKey: key(),
      attestationId: act?.id ?? '',
      confirmNumber: act?.number ?? '',
      reasonClass,
      reason: reason.text,
      act: { number: 'DD/1', date },
    })
    for (const days of [-4, 1]) {
      await expect(suspend(input(day(days), 'verifica-in-corso'), house.world)).rejects.toMatchObject({ code: 'status.act-date' })
      const order = { ...input(day(days), ''), reason: 'Il nome è sbagliato.' }
      await expect(orderCorrection(order, house.world)).rejects.toMatchObject({ code: 'status.act-date' })
    }
    await suspend(input(day(-1), 'verifica-in-corso'), house.world)
    await expect(lift(input(day(-2), 'verifica-conclusa'), house.world)).rejects.toMatchObject({ code: 'status.act-date' })
    await lift(input(day(0), 'verifica-conclusa'), house.world)
  })
})
