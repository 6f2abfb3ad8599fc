import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPrisma } from '../../../issuer/db/prisma.ts'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readDossier } from '../../../issuer/reads/reading-room.ts'
import { openReads, type Reads } from '../../../issuer/reads/reads.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { declareConflict } from '../../../issuer/steps/declare-conflict.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { replaceAppointment } from '../../../issuer/steps/replace-appointment.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { signMinutes } from '../../../issuer/steps/sign-minutes.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { appointed, caseInput, type Exam, judged, key, membersOf, opened, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'

let house: House
let people: People
let second: People['expert']
let prisma: ReturnType<typeof openPrisma>
let reads: Reads
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  second = await house.who('expert-2', 'member', 'camera-bergamo')
  prisma = openPrisma(house.database)
  reads = openReads({ prisma, db: house.world.db, now: () => house.clock.at, wrapping: house.world.wrapping })
})
afterAll(async () => {
  await prisma.$disconnect()
  await house.close()
})

const reason = 'Sono stata la sua tutor per due anni.'
const at = ({ sittingId, caseId }: Pick<Exam, 'sittingId' | 'caseId'>, actor = people.expert) => ({
  actor,
  idempotencyKey: key(),
  sittingId,
  caseId,
})
const declare = (exam: Pick<Exam, 'sittingId' | 'caseId'>, changes: Partial<Parameters<typeof declareConflict>[0]> = {}) =>
  declareConflict({ ...at(exam), relation: 'tutor', reason, ...changes }, house.world)
const see = (sittingId: string, actor = people.expert) => reads.sitting({ sittingId, actor, language: 'it' })

describe('a member who declares a conflict', () => {
  test('neither reads nor judges; what stands between them is said to them, and to nobody of the body', async () => {
    const exam = await appointed(house, people)
    await declareNoConflict(at(exam), house.world)
    await expect(declare(exam, { reason: 'no' })).rejects.toMatchObject({ code: 'sitting.reason-too-short' })
    await expect(declare({ ...exam, caseId: exam.commissionId })).rejects.toMatchObject({ code: 'sitting.candidate-unknown' })
    await expect(declare(exam, { actor: people.chamber })).rejects.toMatchObject({ code: 'sitting.unknown' })
    await declare(exam)
    await expect(declare(exam)).rejects.toMatchObject({ code: 'sitting.conflict-already' })
    await expect(declareNoConflict(at(exam), house.world)).rejects.toMatchObject({ code: 'sitting.conflict-already' })
    await expect(readDossier(at(exam), house.world)).rejects.toMatchObject({ code: 'reading.undeclared' })
    const { candidates, members } = await see(exam.sittingId)
    expect(candidates[0]).toMatchObject({
      declared: false,
      answered: true,
      conflict: true,
      judgeable: false,
      apart: [people.expert.name],
      competences: [],
      tie: { it: `${people.expert.name} ha seguito come tutor Nèva D'Adùlio.` },
    })
    expect(members.find(({ me }) => me)?.declared).toBe(true)
    await expect(house.world.db.rows('DELETE FROM sitting_conflict')).rejects.toThrow()
  })

  test('is written about to whoever appoints, and «Oggi» says what to do until the commission is replaced', async () => {
    const exam = await appointed(house, people)
    await declare(exam)
    const sent: { to: string; subject: string; text: string }[] = []
    const send = async (mail: (typeof sent)[number]) => void sent.push(mail)
    while ((await workOutbox({ db: house.world.db, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping, send })) > 0);
    const [letter] = sent.filter(({ subject, text }) => /conflitto/.test(subject) && text.includes(exam.requestId))
    expect(letter?.to).toMatch(/camera|bergamo/)
    expect(letter?.text).not.toMatch(/Nèva|Adùlio|tutor/)

    const tasks = async () => (await reads.today(people.chamber)).filter(({ id }) => id.startsWith(exam.sittingId))
    expect(await tasks()).toMatchObject([{ verb: 'replace', href: `/richieste/${exam.requestId}` }])
    await declareNoConflict(at(exam, people.president), house.world)
    await expect(openSitting(at(exam, people.president), house.world)).rejects.toMatchObject({ code: 'sitting.tie' })

    const members = [exam.members[0], { expertId: await expertOf(second), role: 'esperto' }].flatMap((one) => one ?? [])
    const sittingPlannedAt = new Date(house.clock.at.getTime() + 3_600_000)
    const replace = (seats: typeof members) =>
      replaceAppointment(
        {
          actor: people.chamber,
          idempotencyKey: key(),
          commissionId: exam.commissionId,
          reason: 'Un membro ha un conflitto.',
          appointment: { members: seats, actNumber: `SOST/${key()}`, sittingPlannedAt, place: 'Bergamo' },
        },
        house.world,
      )
    await expect(replace([...exam.members])).rejects.toMatchObject({ code: 'appoint.tie' })
    const { sittingId } = await replace(members)
    expect(await tasks()).toEqual([])
    const anew = { ...exam, sittingId }
    house.clock.advance(3600)
    for (const actor of [people.president, second]) await declareNoConflict(at(anew, actor), house.world)
    await openSitting(at(anew, people.president), house.world)
  })

  test('in an open sitting makes what they judged be given anew, and a commission of two cannot', async () => {
    const exam = await appointed(house, people)
    await opened(house, people, exam)
    await judged(house, people, exam)
    expect((await see(exam.sittingId, people.president)).allowed).toContain('write')
    await declare(exam)
    const seen = await see(exam.sittingId, people.president)
    expect(seen.allowed).not.toContain('write')
    expect(seen.candidates[0]?.competences.map(({ judgement }) => judgement)).not.toContainEqual(expect.anything())
    await expect(writeMinutes(at(exam, people.president), house.world)).rejects.toMatchObject({ code: 'sitting.tie' })
  })
})

describe('where the others are a commission that the rule pack allows', () => {
  test('the sitting is held without whoever has the conflict, and the minutes say so', async () => {
    const exam = await three()
    const [tiedWith, other] = exam.caseIds as [string, string]
    const { sittingId } = exam
    await declare({ sittingId, caseId: tiedWith })
    await declareNoConflict(at({ sittingId, caseId: other }), house.world)
    for (const actor of [people.president, second])
      for (const caseId of exam.caseIds) await declareNoConflict(at({ sittingId, caseId }, actor), house.world)
    expect(await (async () => (await reads.today(people.chamber)).find(({ id }) => id.startsWith(sittingId))?.verb)()).toBe('hold-without')
    await openSitting(at({ sittingId, caseId: other }, people.president), house.world)
    const memberIds = exam.members.map(({ expertId }) => expertId)
    await recordPresence({ actor: people.president, idempotencyKey: key(), sittingId, memberIds }, house.world)
    house.clock.advance(600)
    const judge = async (caseId: string, actor: People['expert']) => {
      const rows = await house.world.db.rows<{ id: string }>('SELECT id FROM case_competence WHERE case_id = $1', [caseId])
      for (const { id: competenceId } of rows)
        await judgeCompetence(
          { ...at({ sittingId, caseId }, actor), competenceId, outcome: 'certificata', reason: 'Evidenze e colloquio concordano.' },
          house.world,
        )
    }
    await expect(judge(tiedWith, people.expert)).rejects.toMatchObject({ code: 'sitting.tie' })
    await judge(tiedWith, second)
    await judge(other, people.expert)
    const mine = await see(sittingId)
    expect(mine.candidates.find(({ caseId }) => caseId === tiedWith)).toMatchObject({ judgeable: true, competences: [] })
    expect(mine.minutes.text.join('\n')).not.toContain('Candidato: Àda')
    const { digest } = await writeMinutes(at({ sittingId, caseId: other }, people.president), house.world)
    for (const actor of [people.president, people.expert, second])
      await signMinutes({ actor, idempotencyKey: key(), sittingId, digest, answer: 'signed' }, house.world)
    await closeMinutes(at({ sittingId, caseId: other }, people.president), house.world)
    const [minutes] = await house.world.db.rows<{ text: string }>('SELECT lines::text AS text FROM minutes WHERE sitting_id = $1', [
      sittingId,
    ])
    expect(minutes?.text).toContain(
      `${people.expert.name} ha un conflitto di interessi con questa persona e non partecipa alla valutazione.`,
    )
    const [kept] = await house.world.db.rows<{ panel: string[] }>('SELECT DISTINCT panel FROM judgement WHERE case_id = $1', [tiedWith])
    expect(kept?.panel).not.toContain(await expertOf(people.expert))
  })
})

async function expertOf({ accountId, organisation }: People['expert']): Promise<string> {
  const [row] = await house.world.db.rows<{ id: string }>('SELECT id FROM expert WHERE account_id = $1 AND organisation_id = $2', [
    accountId,
    organisation.id,
  ])
  return row?.id ?? ''
}

/** One commission of three for two people. */
async function three() {
  const caseIds: string[] = []
  const requestIds: string[] = []
  for (const givenName of ['Àda', 'Bìce']) {
    const input = caseInput(people.officer)
    const { id: caseId } = await takeOverCase({ ...input, person: { ...input.person, givenName } }, house.world)
    house.clock.advance(60)
    const chamberId = people.chamber.organisation.id
    const { id } = await requestCommission({ actor: people.officer, idempotencyKey: key(), caseId, chamberId }, house.world)
    caseIds.push(caseId)
    requestIds.push(id)
  }
  const members = [...(await membersOf(house, people)), { expertId: await expertOf(second), role: 'esperto' }]
  const made = await appointCommission(
    {
      actor: people.chamber,
      idempotencyKey: key(),
      requestIds,
      members,
      actNumber: `ATTO/${key()}`,
      sittingPlannedAt: new Date(house.clock.at.getTime() + 3_600_000),
      place: 'Bergamo',
    },
    house.world,
  )
  house.clock.advance(3600)
  return { ...made, caseIds, members }
}
