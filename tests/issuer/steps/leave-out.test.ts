import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { openPrisma } from '../../../issuer/db/prisma.ts'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { openReads, type Reads } from '../../../issuer/reads/reads.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { giveUp } from '../../../issuer/steps/end-early.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { leaveOut } from '../../../issuer/steps/leave-out.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { revokeAppointment } from '../../../issuer/steps/revoke-appointment.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { caseInput, key, membersOf, nextTaxCode, type Outcome, type People, peopleOf, registered, signed } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'

let house: House
let people: People
let lecco: Actor
let prisma: ReturnType<typeof openPrisma>
let reads: Reads
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  lecco = await house.who('officer-cpi-lecco', 'officer')
  prisma = openPrisma(house.database)
  reads = openReads({ prisma, db: house.world.db, now: () => house.clock.at, wrapping: house.world.wrapping })
})
afterAll(async () => {
  await prisma.$disconnect()
  await house.close()
})

interface Candidate {
  readonly caseId: string
  readonly requestId: string
  readonly officer: Actor
}
const by = (actor = people.president) => ({ actor, idempotencyKey: key() })
const stateOf = async (caseId: string) =>
  (await house.world.db.rows<{ state: string }>('SELECT state FROM ivc_case WHERE id = $1', [caseId]))[0]?.state

async function candidate(givenName: string, officer = people.officer): Promise<Candidate> {
  const person = { givenName, familyName: 'Zanchìni', birthDate: '1990-04-05', taxCode: nextTaxCode(), email: 'x@posta.example' }
  const { id: caseId } = await takeOverCase(caseInput(officer, { person }), house.world)
  house.clock.advance(60)
  const chamberId = people.chamber.organisation.id
  const { id: requestId } = await requestCommission({ ...by(officer), caseId, chamberId }, house.world)
  return { caseId, requestId, officer }
}

async function convened(candidates: readonly Candidate[]): Promise<string> {
  const { sittingId } = await appointCommission(
    {
      ...by(people.chamber),
      requestIds: candidates.map(({ requestId }) => requestId),
      members: await membersOf(house, people),
      actNumber: `ATTO/${key()}`,
      sittingPlannedAt: new Date(house.clock.at.getTime() + 3_600_000),
      place: 'Bergamo',
    },
    house.world,
  )
  house.clock.advance(3600)
  return sittingId
}

async function open(sittingId: string, candidates: readonly Candidate[]): Promise<void> {
  for (const actor of [people.president, people.expert])
    for (const { caseId } of candidates) await declareNoConflict({ ...by(actor), sittingId, caseId }, house.world)
  await openSitting({ ...by(), sittingId }, house.world)
  const memberIds = (await membersOf(house, people)).map(({ expertId }) => expertId)
  await recordPresence({ ...by(), sittingId, memberIds }, house.world)
  house.clock.advance(600)
}

async function judge(
  sittingId: string,
  { caseId }: Candidate,
  outcome: Outcome,
  reason = 'Evidenze e colloquio concordano.',
): Promise<void> {
  const rows = await house.world.db.rows<{ id: string }>('SELECT id FROM case_competence WHERE case_id = $1', [caseId])
  for (const { id: competenceId } of rows)
    await judgeCompetence({ ...by(people.expert), sittingId, caseId, competenceId, outcome, reason }, house.world)
}
const close = async (sittingId: string) => {
  await signed(house, people, { sittingId })
  await closeMinutes({ ...by(), sittingId }, house.world)
  house.clock.advance(3600)
}
const linesOf = async (sittingId: string) =>
  (await house.world.db.rows<{ text: string }>('SELECT lines::text AS text FROM minutes WHERE sitting_id = $1', [sittingId]))[0]?.text
const without = (sittingId: string, { caseId }: Candidate, changes: Partial<Parameters<typeof leaveOut>[0]> = {}) =>
  leaveOut({ ...by(), sittingId, caseId, why: 'assente', reason: 'Non si è presentata alla convocazione.', ...changes }, house.world)

test('why a commission went on without somebody stands on the page of their case, in its words', async () => {
  const [here, away] = [await candidate('Dìna'), await candidate('Èster')]
  const sittingId = await convened([here, away])
  await open(sittingId, [here, away])
  await without(sittingId, away)
  const shown = async ({ caseId }: Candidate) => (await reads.case({ caseId, actor: people.officer, language: 'it' })).leftOut
  expect(await shown(away)).toMatchObject([{ why: 'assente', reason: 'Non si è presentata alla convocazione.' }])
  expect(await shown(here)).toEqual([])
  await judge(sittingId, here, 'certificata')
  await close(sittingId)
})

test('a refusal says what the commission judged that refused, and nothing of one that judged before and left them out', async () => {
  const [passed, other] = [await candidate('Àmbra'), await candidate('Brìgida')]
  const first = await convened([passed, other])
  await open(first, [passed, other])
  await judge(first, passed, 'certificata', 'Una prima impressione ottima.')
  await judge(first, other, 'certificata')
  await without(first, passed, { why: 'conflitto', reason: 'Un membro la conosce troppo bene.' })
  await close(first)
  const second = await convened([passed])
  await open(second, [passed])
  await judge(second, passed, 'non certificata', 'La prova pratica non basta.')
  await close(second)
  const [refusal] = await house.world.db.rows<{ text: string; minutes: string; act: string; before: string }>(
    `SELECT d.content::text AS text, m.number AS minutes, c.act_number AS act, (SELECT number FROM minutes WHERE sitting_id = $3) AS before
     FROM case_document d, minutes m JOIN commission c ON c.id = m.commission_id
     WHERE d.case_id = $1 AND d.class = 'diniego' AND m.sitting_id = $2`,
    [passed.caseId, second, first],
  )
  const { text, minutes, act, before } = refusal ?? { text: '', minutes: '', act: '', before: '' }
  expect(text).toContain(`Verbale ${minutes}, `)
  expect(text).toContain(act)
  expect(text).toContain('La prova pratica non basta.')
  expect(text).not.toContain('prima impressione')
  expect(text).not.toContain(before)
})

describe('one sitting for people of two bodies', () => {
  test('certifies the one and refuses the other; each body has a decision about its own, and releases', async () => {
    const mine = await candidate('Àlba')
    const theirs = await candidate('Bruna', lecco)
    const refused = await candidate('Clèlia', lecco)
    const sittingId = await convened([mine, theirs, refused])
    await open(sittingId, [mine, theirs, refused])
    await judge(sittingId, mine, 'certificata')
    await judge(sittingId, theirs, 'certificata')
    await judge(sittingId, refused, 'non certificata')
    await close(sittingId)
    expect([await stateOf(mine.caseId), await stateOf(theirs.caseId), await stateOf(refused.caseId)]).toEqual([
      'verbale_firmato',
      'verbale_firmato',
      'non_certificata',
    ])
    const decisions = await house.world.db.rows<{ body_id: string; outcomes: number }>(
      `SELECT d.body_id, count(o.*)::int AS outcomes FROM decision d JOIN decision_outcome o ON o.decision_id = d.id
       WHERE d.sitting_id = $1 GROUP BY d.body_id`,
      [sittingId],
    )
    expect(decisions.map(({ body_id, outcomes }) => [body_id, outcomes]).sort()).toEqual(
      [
        [people.officer.organisation.id, 1],
        [lecco.organisation.id, 2],
      ].sort(),
    )
    for (const { caseId, officer } of [mine, theirs]) {
      await registered(house, { ...people, officer }, { caseId })
      house.clock.advance(3600)
      await releaseAttestation({ ...by(officer), caseId }, house.world)
      expect(await stateOf(caseId)).toBe('rilasciato')
    }
    await expect(releaseAttestation({ ...by(lecco), caseId: refused.caseId }, house.world)).rejects.toThrow()
  })
})

describe('a sitting goes on', () => {
  test('when somebody has given up before it opens', async () => {
    const gone = await candidate('Dòra')
    const there = await candidate('Èlide')
    const sittingId = await convened([gone, there])
    await giveUp(
      { ...by(people.officer), caseId: gone.caseId, reason: { class: 'rinuncia', text: 'Ha trovato un lavoro altrove.' } },
      house.world,
    )
    expect((await reads.today(people.president)).find(({ id }) => id === sittingId)?.person).toBe('Èlide Zanchìni')
    await open(sittingId, [there])
    expect((await reads.sitting({ sittingId, actor: people.president, language: 'it' })).leftOut).toEqual([
      { caseId: gone.caseId, name: 'Dòra Zanchìni', why: 'rinuncia' },
    ])
    await judge(sittingId, there, 'certificata')
    await close(sittingId)
    expect([await stateOf(gone.caseId), await stateOf(there.caseId)]).toEqual(['rinuncia', 'verbale_firmato'])
    expect(await linesOf(sittingId)).toContain('Ha rinunciato, e non è esaminato.')
  })

  test('when somebody does not come: they wait again, are told, and are heard by another commission', async () => {
    const absent = await candidate('Fede')
    const there = await candidate('Gina')
    const sittingId = await convened([absent, there])
    await open(sittingId, [absent, there])
    await expect(without(sittingId, absent, { actor: people.expert })).rejects.toMatchObject({ code: 'sitting.president-only' })
    await expect(without(sittingId, absent, { reason: 'no' })).rejects.toMatchObject({ code: 'case.reason-missing' })
    await without(sittingId, absent)
    await expect(without(sittingId, absent)).rejects.toMatchObject({ code: 'sitting.candidate-unknown' })
    expect(await stateOf(absent.caseId)).toBe('commissione_richiesta')
    await expect(judge(sittingId, absent, 'certificata')).rejects.toMatchObject({ code: 'sitting.candidate-unknown' })
    await judge(sittingId, there, 'certificata')
    await close(sittingId)
    expect(await linesOf(sittingId)).toContain('Non si presenta, e non è esaminato.')

    const sent: { to: string; subject: string }[] = []
    const send = async (mail: (typeof sent)[number]) => void sent.push(mail)
    while ((await workOutbox({ db: house.world.db, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping, send })) > 0);
    expect(sent.find(({ subject }) => subject.includes("Fede Zanchìni aspetta un'altra commissione"))?.to).toMatch(/orobie/)
    const request = await reads.commissionRequest({ requestId: absent.requestId, actor: people.chamber })
    expect(request).toMatchObject({ leftOut: [{ why: 'assente', reason: 'Non si è presentata alla convocazione.' }] })
    expect(request).not.toHaveProperty('appointed')
    expect((await reads.case({ caseId: absent.caseId, actor: people.officer, language: 'it' })).commission).toBeUndefined()

    const again = await convened([absent])
    await open(again, [absent])
    await judge(again, absent, 'certificata')
    await close(again)
    await registered(house, people, absent)
    house.clock.advance(3600)
    await releaseAttestation({ ...by(people.officer), caseId: absent.caseId }, house.world)
    expect(await stateOf(absent.caseId)).toBe('rilasciato')
  })

  test('to its minutes when nobody is left, and decides nothing; one that nobody may be heard in does not open', async () => {
    const absent = await candidate('Irma')
    const sittingId = await convened([absent])
    await open(sittingId, [absent])
    await without(sittingId, absent)
    await close(sittingId)
    expect(await house.world.db.rows('SELECT 1 FROM decision WHERE sitting_id = $1', [sittingId])).toEqual([])

    const gone = await candidate('Lìvia')
    const other = await convened([gone])
    await giveUp(
      { ...by(people.officer), caseId: gone.caseId, reason: { class: 'rinuncia', text: 'Ha trovato un lavoro altrove.' } },
      house.world,
    )
    await expect(openSitting({ ...by(), sittingId: other }, house.world)).rejects.toMatchObject({ code: 'sitting.nobody' })
  })

  test('nowhere when nobody is left: whoever appointed calls it off, and it leaves what is to be done', async () => {
    const today = async (actor: Actor) => (await reads.today(actor)).filter(({ id }) => id.startsWith(sittingId))
    const commissionOf = async (id: string) =>
      (await house.world.db.rows<{ id: string }>('SELECT commission_id AS id FROM sitting WHERE id = $1', [id]))[0]?.id ?? ''
    const off = async (id: string) =>
      revokeAppointment(
        { ...by(people.chamber), commissionId: await commissionOf(id), actNumber: key(), reason: 'Nessun candidato da esaminare.' },
        house.world,
      )
    const absent = await candidate('Màura')
    const other = await candidate('Nìlde')
    const sittingId = await convened([absent, other])
    await open(sittingId, [absent, other])
    await without(sittingId, absent)
    await expect(off(sittingId)).rejects.toMatchObject({ code: 'appointment.sat' })
    await without(sittingId, other)
    expect(await today(people.president)).toMatchObject([{ verb: 'write-nobody', person: expect.stringContaining('Màura') }])
    expect(await today(people.expert)).toEqual([])
    expect(await today(people.chamber)).toMatchObject([{ verb: 'call-off' }])
    const listed = async () => (await reads.sittings({ actor: people.chamber })).items.find(({ id }) => id === sittingId)
    expect(await listed()).toMatchObject({ nobody: { commissionId: await commissionOf(sittingId) } })
    await off(sittingId)
    expect([await today(people.president), await today(people.chamber), await listed()]).toEqual([[], [], undefined])
    await expect(writeMinutes({ ...by(), sittingId }, house.world)).rejects.toMatchObject({ code: 'sitting.unknown' })
    const letters = await house.world.db.rows(`SELECT 1 FROM outbox WHERE topic = 'member.revoked' AND payload->>'commissionId' = $1`, [
      await commissionOf(sittingId),
    ])
    expect(letters).toHaveLength(2)
    expect(await stateOf(absent.caseId)).toBe('commissione_richiesta')

    // And so where they gave up before it opened.
    const gone = await candidate('Òlga')
    const early = await convened([gone])
    const text = 'Ha trovato un lavoro altrove.'
    await giveUp({ ...by(people.officer), caseId: gone.caseId, reason: { class: 'rinuncia', text } }, house.world)
    expect((await reads.today(people.president)).filter(({ id }) => id === early)).toEqual([])
    expect((await reads.today(people.chamber)).filter(({ id }) => id.startsWith(early))).toMatchObject([{ verb: 'call-off' }])
    await off(early)
  })
})
