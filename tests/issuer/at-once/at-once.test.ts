import { afterAll, beforeAll, expect, test } from 'vitest'
import { AttestaError } from '../../../credential/errors.ts'
import { checkCharacter } from '../../../credential/tax-code.ts'
import { dayInRome } from '../../../credential/time.ts'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { askBody } from '../../../issuer/citizen/ask-body.ts'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { eraseDossier } from '../../../issuer/retention/erase-dossier.ts'
import { annul } from '../../../issuer/steps/annul.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { keepExperience } from '../../../issuer/steps/dossier/keep-experience.ts'
import { giveUp } from '../../../issuer/steps/end-early.ts'
import { releaseValidation } from '../../../issuer/steps/end-validation.ts'
import { decideGrant } from '../../../issuer/steps/grants/decide-grant.ts'
import { proposeGrant } from '../../../issuer/steps/grants/propose-grant.ts'
import { handOver } from '../../../issuer/steps/hand-over.ts'
import { logHours } from '../../../issuer/steps/log-hours.ts'
import { moveAssessment } from '../../../issuer/steps/move-assessment.ts'
import { openCase } from '../../../issuer/steps/open-case.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { revokeAppointment } from '../../../issuer/steps/revoke-appointment.ts'
import { signMinutes } from '../../../issuer/steps/sign-minutes.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { validateCompetence } from '../../../issuer/steps/validate-competence.ts'
import { addVolunteer } from '../../../issuer/steps/volunteers/add-volunteer.ts'
import { writeHours } from '../../../issuer/steps/volunteers/write-hours.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { appointed, decided, judged, key, membersOf, nextTaxCode, opened, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { competencesOf, doAct, reason, type Walk, walkTo, welcome, welcomeInput } from '../walk.ts'

/** Each race is run more than once, on a case of its own, since who is first is chance. */
const ROUNDS = [1, 2, 3, 4]

let house: House
let people: People
let second: Actor
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  second = await house.who('officer2-orobie', 'officer')
})
afterAll(async () => {
  expect((await verifyAudit(house.database)).breaks).toEqual([])
  await house.close()
})

/** What came of acts that were done at the same moment: their names, or the codes with which they were refused. */
async function race(acts: Readonly<Record<string, () => Promise<unknown>>>): Promise<{ won: string[]; refused: string[] }> {
  const names = Object.keys(acts)
  const came = await Promise.allSettled(Object.values(acts).map((act) => act()))
  const refused: string[] = []
  for (const result of came) {
    if (result.status === 'fulfilled') continue
    if (!(result.reason instanceof AttestaError)) throw result.reason
    refused.push(result.reason.code)
  }
  return { won: names.filter((_, index) => came[index]?.status === 'fulfilled'), refused }
}

const rows = (text: string, ...values: string[]) => house.world.db.rows<Record<string, unknown>>(text, values)
const statesOf = async (caseId: string) =>
  (await rows('SELECT state FROM case_transition WHERE case_id = $1 ORDER BY id', caseId)).map(({ state }) => state)
const standsAt = async (caseId: string) => (await rows('SELECT state FROM ivc_case WHERE id = $1', caseId))[0]?.state
async function atRequest(): Promise<Walk> {
  const walk = await welcome(house, people)
  await walkTo('request-commission', walk)
  return walk
}

test.each(ROUNDS)('two officers write on the same version: one wins, the other is told, and nothing is half there (%s)', async () => {
  const { caseId } = await welcome(house, people)
  await walkTo('begin-identification', { caseId, house, people })
  const [found] = await rows('SELECT version FROM ivc_case WHERE id = $1', caseId)
  const version = Number(found?.version)
  const write = (actor: Actor, title: string) => () =>
    keepExperience({ actor, idempotencyKey: key(), caseId, version, experience: { context: 'vita', title } }, house.world)
  const { won, refused } = await race({ one: write(people.officer, 'Prima'), two: write(second, 'Seconda') })
  expect(won).toHaveLength(1)
  expect(refused).toEqual(['case.stale'])
  const titles = (await rows('SELECT title FROM case_experience WHERE case_id = $1', caseId)).map(({ title }) => title)
  expect(titles.filter((title) => title === 'Prima' || title === 'Seconda')).toEqual([won[0] === 'one' ? 'Prima' : 'Seconda'])
})

test('a form that is sent five times at once with one key is done once, and each is answered the same', async () => {
  const input = welcomeInput(people.officer)
  const answers = await Promise.all(Array.from({ length: 5 }, () => openCase(input, house.world)))
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  expect(await rows('SELECT 1 FROM person p JOIN ivc_case k ON k.person_id = p.id WHERE k.id = $1', answers[0]?.id ?? '')).toHaveLength(1)
})

test('with keys of their own two receptions of a new person make one person, whoever is first', async () => {
  const { person } = welcomeInput(people.officer)
  const open = () => openCase(welcomeInput(people.officer, { person }), house.world)
  const { won, refused } = await race({ one: open, two: open, three: open })
  expect(won.length).toBeGreaterThan(0)
  expect(refused.filter((code) => code !== 'write.conflict')).toEqual([])
  expect(await rows('SELECT 1 FROM person WHERE tax_code = $1', person.taxCode)).toHaveLength(1)
})

test('a release that is asked for with two keys at once is one act', async () => {
  const { caseId } = await decided(house, people)
  const release = (actor: Actor) => () => releaseAttestation({ actor, idempotencyKey: key(), caseId }, house.world)
  const { won, refused } = await race({ one: release(people.officer), two: release(second) })
  expect(won).toHaveLength(1)
  expect(refused).toHaveLength(1)
  expect(await rows(`SELECT 1 FROM attestation WHERE case_id = $1 AND kind = 'certificato'`, caseId)).toHaveLength(1)
  expect((await statesOf(caseId)).filter((state) => state === 'rilasciato')).toHaveLength(1)
})

test('members sign at the same moment, the president closes twice: every answer is there, one set of minutes', async () => {
  const exam = await appointed(house, people)
  await opened(house, people, exam)
  await judged(house, people, exam)
  const { sittingId } = exam
  const { digest } = await writeMinutes({ actor: people.president, idempotencyKey: key(), sittingId }, house.world)
  const sign = (actor: Actor) => () => signMinutes({ actor, idempotencyKey: key(), sittingId, digest, answer: 'signed' }, house.world)
  const signing = await race({ president: sign(people.president), expert: sign(people.expert), again: sign(people.expert) })
  expect(signing.won).toContain('president')
  expect(signing.won).toHaveLength(2)
  expect(await rows('SELECT 1 FROM minutes_signature WHERE sitting_id = $1', sittingId)).toHaveLength(2)
  const close = () => closeMinutes({ actor: people.president, idempotencyKey: key(), sittingId }, house.world)
  expect((await race({ one: close, two: close })).won).toHaveLength(1)
  expect(await rows('SELECT 1 FROM minutes WHERE sitting_id = $1', sittingId)).toHaveLength(1)
  expect(await rows('SELECT 1 FROM decision WHERE sitting_id = $1', sittingId)).toHaveLength(1)
})

test.each(ROUNDS)('a commission is revoked while its sitting is opened: one of the two (%s)', async () => {
  const exam = await appointed(house, people)
  const { sittingId, caseId, commissionId } = exam
  for (const actor of [people.president, people.expert])
    await declareNoConflict({ actor, idempotencyKey: key(), sittingId, caseId }, house.world)
  const { won } = await race({
    opened: () => openSitting({ actor: people.president, idempotencyKey: key(), sittingId }, house.world),
    revoked: () =>
      revokeAppointment(
        { actor: people.chamber, idempotencyKey: key(), commissionId, actNumber: `REV/${key()}`, reason: reason.text },
        house.world,
      ),
  })
  expect(won).toHaveLength(1)
  expect(await standsAt(caseId)).toBe(won[0] === 'opened' ? 'esame_aperto' : 'commissione_richiesta')
  expect(await rows('SELECT 1 FROM commission_revocation WHERE commission_id = $1', commissionId)).toHaveLength(
    won[0] === 'revoked' ? 1 : 0,
  )
})

test.each(ROUNDS)('a person gives up while the Chamber appoints: the case stands where the one that won left it (%s)', async () => {
  const { caseId } = await atRequest()
  const [request] = await rows('SELECT id FROM commission_request WHERE case_id = $1', caseId)
  const members = await membersOf(house, people)
  const { won } = await race({
    appointed: () =>
      appointCommission(
        {
          actor: people.chamber,
          idempotencyKey: key(),
          requestIds: [String(request?.id)],
          members,
          actNumber: `ATTO/${key()}`,
          sittingPlannedAt: new Date(house.clock.at.getTime() + 3_600_000),
          place: 'Bergamo',
        },
        house.world,
      ),
    gaveUp: () => giveUp({ actor: people.officer, idempotencyKey: key(), caseId, reason }, house.world),
  })
  expect(won.length).toBeGreaterThan(0)
  const states = await statesOf(caseId)
  expect(states.at(-1)).toBe(await standsAt(caseId))
  // Whoever gives up after the appointment still may; nobody is appointed for after that.
  if (won.includes('gaveUp')) expect(states.at(-1)).toBe('rinuncia')
  expect(states.filter((state) => state === 'convocato').length).toBe(won.includes('appointed') ? 1 : 0)
})

test.each(ROUNDS)('a case is handed over while a commission is asked for: it goes one way (%s)', async () => {
  const walk = await welcome(house, people)
  await walkTo('release-validation', walk)
  const lecco = await house.who('officer-cpi-lecco', 'officer')
  const { caseId } = walk
  const on = () => ({ actor: people.officer, idempotencyKey: key(), caseId })
  const { won } = await race({
    handed: () => handOver({ ...on(), bodyId: lecco.organisation.id, agreed: true, reason }, house.world),
    asked: () => requestCommission({ ...on(), chamberId: people.chamber.organisation.id }, house.world),
  })
  expect(won).toHaveLength(1)
  expect(await standsAt(caseId)).toBe(won[0] === 'handed' ? 'passata' : 'commissione_richiesta')
  expect(await rows('SELECT 1 FROM ivc_case WHERE handed_from = $1', caseId)).toHaveLength(won[0] === 'handed' ? 1 : 0)
  expect(await rows('SELECT 1 FROM commission_request WHERE case_id = $1', caseId)).toHaveLength(won[0] === 'asked' ? 1 : 0)
})

test.each(ROUNDS)('an assessment is moved to another day while its document is released: one of the two (%s)', async () => {
  const walk = await welcome(house, people)
  await walkTo('plan-assessment', walk)
  const { caseId } = walk
  const on = () => ({ actor: people.officer, idempotencyKey: key(), caseId })
  for (const competenceId of await competencesOf({ caseId, world: house.world }))
    await validateCompetence({ ...on(), competenceId, validated: true, reason: reason.text }, house.world)
  const interviewAt = new Date(house.clock.at.getTime() + 5 * 86_400_000)
  const plan = { interviewAt, place: 'Clusone', methods: ['colloquio'], mode: 'presential' } as const
  const { won, refused } = await race({
    moved: () => moveAssessment({ ...on(), plan }, house.world),
    released: () => releaseValidation(on(), house.world),
  })
  expect(won).toHaveLength(1)
  expect(refused).toEqual([won[0] === 'moved' ? 'validation.too-early' : 'case.out-of-order'])
  expect(await standsAt(caseId)).toBe(won[0] === 'moved' ? 'accertamento' : 'validazione_rilasciata')
  expect(await rows(`SELECT 1 FROM attestation WHERE case_id = $1 AND kind = 'validazione'`, caseId)).toHaveLength(
    won[0] === 'moved' ? 0 : 1,
  )
})

test('an act is annulled by two and suspended by a third at once: annulled once, and no status comes after', async () => {
  const { caseId } = await decided(house, people)
  const { id: attestationId, number: confirmNumber } = await releaseAttestation(
    { actor: people.officer, idempotencyKey: key(), caseId },
    house.world,
  )
  const input = (actor: Actor) => ({
    actor,
    idempotencyKey: key(),
    attestationId,
    confirmNumber,
    reasonClass: 'falsa-dichiarazione',
    reason: reason.text,
  })
  const { won } = await race({
    one: () => annul(input(people.officer), house.world),
    two: () => annul(input(second), house.world),
    suspended: () => suspend(input(second), house.world),
  })
  expect(won.filter((name) => name !== 'suspended')).toHaveLength(1)
  const words = (await rows('SELECT word FROM status_change WHERE attestation_id = $1 ORDER BY seq', attestationId)).map(({ word }) => word)
  expect(words.at(-1)).toBe('annullato')
  expect(words.filter((word) => word === 'annullato')).toHaveLength(1)
  expect(await standsAt(caseId)).toBe('annullato')
})

test.each(ROUNDS)(
  'a person asks for their papers while the dossier is due: what they wrote is kept, or there was no dossier any more (%s)',
  async () => {
    const walk = await welcome(house, people)
    await walkTo('release-transparency', walk)
    await doAct('conclude', walk)
    const { caseId } = walk
    const dossier = { caseId, organisationId: people.officer.organisation.id, number: '', due: '' }
    const { won, refused } = await race({
      erased: () => eraseDossier(dossier, { db: house.world.db, at: house.clock.at }),
      asked: () => askBody({ caseId, kind: 'accesso', text: 'Vorrei vedere le mie carte.' }, house.world),
    })
    const asked = (await rows('SELECT asked FROM citizen_request WHERE case_id = $1', caseId)).map((request) => request.asked)
    expect(asked).toEqual(won.includes('asked') ? ['Vorrei vedere le mie carte.'] : [])
    const erased = (await rows('SELECT 1 FROM case_erasure WHERE case_id = $1', caseId)).length
    expect(refused).toEqual(won.includes('asked') ? [] : ['case.erased'])
    expect(erased).toBe(won.includes('asked') ? 0 : 1)
    expect(await rows('SELECT 1 FROM case_key WHERE case_id = $1', caseId)).toHaveLength(1 - erased)
  },
)

test.each(ROUNDS)('an officer writes hours of one day on two cases at once: the day has 24 hours (%s)', async () => {
  const [one, other] = [await welcome(house, people), await welcome(house, people)]
  house.clock.advance(86_400)
  const day = dayInRome(house.clock.at)
  const log =
    ({ caseId }: Walk) =>
    () =>
      logHours({ actor: people.officer, idempotencyKey: key(), caseId, hours: { service: 'accoglienza', day, minutes: 780 } }, house.world)
  const { won, refused } = await race({ one: log(one), other: log(other) })
  expect(won).toHaveLength(1)
  expect(refused).toEqual(['hours.day-full'])
})

test.each(ROUNDS)('hours of one volunteer are written under both codes at once: the day has 24 hours (%s)', async (round) => {
  const actor = await house.who('officer-ets', 'officer')
  const definitive = `GHRRSL99D43A${800 + round}`
  const taxCode = `${definitive}${checkCharacter(definitive)}`
  const add = (code: string) =>
    addVolunteer(
      {
        actor,
        idempotencyKey: key(),
        person: { givenName: 'Òrsola', familyName: 'Ghirlandi', birthDate: '1999-04-03', taxCode: code },
        cardSeen: true,
        demo: true,
      },
      house.world,
    )
  const [old, own] = [await add(nextTaxCode()), await add(taxCode)]
  await rows(
    'UPDATE person SET tax_code = o.tax_code, same_as = o.id FROM person o, volunteer v, volunteer w WHERE v.id = $1 AND w.person_id = o.id AND person.id = v.person_id AND o.tax_code = $2',
    old.id,
    taxCode,
  )
  const write = (volunteerId: string, activity: string) => () =>
    writeHours({ actor, idempotencyKey: key(), volunteerId, entry: { from: '2026-10-01', hours: '13', activity } }, house.world)
  const { won, refused } = await race({ old: write(old.id, 'Doposcuola'), own: write(own.id, 'Mensa'), again: write(own.id, 'Trasporto') })
  expect(won).toHaveLength(1)
  expect(refused).toEqual(['volunteer.day-full', 'volunteer.day-full'])
})

test('two administrators decide on one grant at once: it is decided once', async () => {
  const [region, other] = [await house.who('region-1', 'region'), await house.who('region-2', 'region')]
  const { rows: account } = await house.database.pool.query<{ email: string }>(`SELECT email FROM account WHERE subject = 'expert-2'`)
  const { id: grantId } = await proposeGrant(
    {
      actor: region,
      idempotencyKey: key(),
      organisationId: people.officer.organisation.id,
      email: account[0]?.email ?? '',
      role: 'officer',
      tasks: ['reception'],
      validFrom: house.clock.at,
      validUntil: new Date(house.clock.at.getTime() + 86_400_000),
      reason: 'Sostituzione allo sportello.',
    },
    house.world,
  )
  const decide = (refusal?: string) => () =>
    decideGrant({ actor: other, idempotencyKey: key(), grantId, ...(refusal !== undefined && { refusal }) }, house.world)
  const { won } = await race({ confirmed: decide(), refused: decide('Non serve più.') })
  expect(won).toHaveLength(1)
  const [grant] = await rows('SELECT decision FROM membership_grant WHERE id = $1', grantId)
  expect(grant?.decision).toBe(won[0])
  const members = await rows(
    `SELECT 1 FROM membership m JOIN membership_grant g USING (account_id, organisation_id, role) WHERE g.id = $1`,
    grantId,
  )
  expect(members).toHaveLength(won[0] === 'confirmed' ? 1 : 0)
})
