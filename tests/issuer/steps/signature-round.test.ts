import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPrisma } from '../../../issuer/db/prisma.ts'
import type { Reads } from '../../../issuer/reads/reads.ts'
import { openReads } from '../../../issuer/reads/reads.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { recognise } from '../../../issuer/steps/recognise.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { rewriteMinutes } from '../../../issuer/steps/rewrite-minutes.ts'
import { signMinutes } from '../../../issuer/steps/sign-minutes.ts'
import { withdrawRecognition } from '../../../issuer/steps/withdraw-recognition.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { appointed, type Exam, judged, key, opened, type People, peopleOf, signed } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
let prisma: ReturnType<typeof openPrisma>
let reads: Reads
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  prisma = openPrisma(house.database)
  reads = openReads({ prisma, db: house.world.db, now: () => house.clock.at, wrapping: house.world.wrapping })
})
afterAll(async () => {
  await prisma.$disconnect()
  await house.close()
})

async function examined(): Promise<Exam> {
  const exam = await appointed(house, people)
  await opened(house, people, exam)
  await judged(house, people, exam)
  return exam
}
const by = (actor = people.president) => ({ actor, idempotencyKey: key() })
const stateOf = async ({ caseId }: Exam) =>
  (await house.world.db.rows<{ state: string }>('SELECT state FROM ivc_case WHERE id = $1', [caseId]))[0]?.state
const see = (exam: Exam, actor = people.president) => reads.sitting({ sittingId: exam.sittingId, actor, language: 'it' })
const verbFor = async (exam: Exam, actor: People['president']) => (await reads.today(actor)).find(({ id }) => id === exam.sittingId)?.verb

describe('the signature round', () => {
  test('the text stands still under the digest that sha256sum gives of its file', async () => {
    const exam = await examined()
    const { textId, digest } = await writeMinutes({ ...by(), sittingId: exam.sittingId }, house.world)
    expect(await stateOf(exam)).toBe('esame_svolto')
    const { content } = await reads.minutesText({ sittingId: exam.sittingId, textId, actor: people.expert })
    expect(execFileSync('sha256sum', { input: content }).toString().split(' ')[0]).toBe(digest)
    expect(content).toContain("Candidato: Nèva D'Adùlio")

    const input = { sittingId: exam.sittingId, caseId: exam.caseId }
    const judgement = { competenceId: exam.competences[0] ?? '', outcome: 'non certificata', reason: 'Un ripensamento di dopo.' } as const
    await expect(judgeCompetence({ ...by(people.expert), ...input, ...judgement }, house.world)).rejects.toMatchObject({
      code: 'sitting.not-open',
    })
    await expect(recordPresence({ ...by(), sittingId: exam.sittingId, memberIds: [] }, house.world)).rejects.toMatchObject({
      code: 'sitting.not-open',
    })
    await expect(declareNoConflict({ ...by(), ...input }, house.world)).rejects.toMatchObject({ code: 'sitting.closed' })
    await expect(
      house.database.pool.query("UPDATE judgement SET reason = 'Un ripensamento di dopo.' WHERE sitting_id = $1", [exam.sittingId]),
    ).rejects.toMatchObject({ constraint: 'minutes_closed' })
  })

  test('each signs on their own, «Oggi» says whose turn it is, and the president closes when all have', async () => {
    const exam = await examined()
    const { sittingId } = exam
    const close = () => closeMinutes({ ...by(), sittingId }, house.world)
    const { digest } = await writeMinutes({ ...by(), sittingId }, house.world)
    const sign = (actor: People['president'], changes = {}) =>
      signMinutes({ ...by(actor), sittingId, digest, answer: 'signed', ...changes }, house.world)
    expect([await verbFor(exam, people.president), await verbFor(exam, people.expert)]).toEqual(['sign', 'sign'])
    await expect(close()).rejects.toMatchObject({ code: 'sitting.unsigned' })
    await expect(sign(people.expert, { digest: 'f'.repeat(64) })).rejects.toMatchObject({ code: 'sitting.text-changed' })
    await sign(people.president)
    expect([await verbFor(exam, people.president), await verbFor(exam, people.expert)]).toEqual(['wait-signatures', 'sign'])
    await expect(sign(people.president)).rejects.toMatchObject({ code: 'sitting.answered-already' })
    await expect(close()).rejects.toMatchObject({ code: 'sitting.unsigned', facts: { members: people.expert.name } })
    await sign(people.expert, { note: 'Il colloquio è durato più del previsto.' })
    expect(await verbFor(exam, people.president)).toBe('close')
    const before = await see(exam)
    expect(before.allowed).toContain('close')

    const { minutesNumber } = await close()
    expect(await stateOf(exam)).toBe('verbale_firmato')
    const { minutes } = await see(exam)
    expect(minutes).toMatchObject({ text: before.minutes.text, number: minutesNumber, signed: { digest } })
    const file = await reads.sittingFile({ sittingId, actor: people.expert })
    expect(file.content).toContain(`Impronta SHA-256 del testo: ${digest}`)
    expect(file.content).toMatch(new RegExp(`Firmato da ${people.expert.name} \\(esperto\\) il .+, con questa osservazione: Il colloquio`))
    const signatures = await house.world.db.rows<{ actor: string }>(
      `SELECT actor FROM audit WHERE subject = $1 AND action = 'minutes.signed' AND facts->>'digest' = $2 ORDER BY seq`,
      [sittingId, digest],
    )
    expect(signatures.map(({ actor }) => actor)).toEqual([people.president.accountId, people.expert.accountId])
    // And the case names both, not the president alone.
    const { decision } = await reads.case({ caseId: exam.caseId, actor: people.officer, language: 'it' })
    expect([...(decision?.signedBy ?? [])].sort()).toEqual([people.expert.name, people.president.name].sort())
  })

  test('whoever refuses says why; the text is then written anew, signed anew, and the old answers stay with the old text', async () => {
    const exam = await examined()
    const { sittingId } = exam
    const first = await writeMinutes({ ...by(), sittingId }, house.world)
    const answer = { ...by(people.expert), sittingId, digest: first.digest, answer: 'refused' } as const
    await expect(signMinutes(answer, house.world)).rejects.toMatchObject({ code: 'sitting.refusal-reason' })
    await signMinutes({ ...answer, idempotencyKey: key(), note: 'La motivazione non dice della prova pratica.' }, house.world)
    await signMinutes({ ...by(), sittingId, digest: first.digest, answer: 'signed' }, house.world)
    await expect(closeMinutes({ ...by(), sittingId }, house.world)).rejects.toMatchObject({
      code: 'sitting.too-few-signatures',
      facts: { needed: 2, signed: 1 },
    })
    const rewrite = (actor: People['president'], reason: string) => rewriteMinutes({ ...by(actor), sittingId, reason }, house.world)
    await expect(rewrite(people.expert, 'Manca la prova pratica.')).rejects.toMatchObject({ code: 'sitting.president-only' })
    await expect(rewrite(people.president, 'No.')).rejects.toMatchObject({ code: 'case.reason-missing' })
    await rewrite(people.president, 'Manca la prova pratica.')
    expect(await stateOf(exam)).toBe('esame_aperto')

    const { caseId, competences } = exam
    const reason = 'La prova pratica e il colloquio concordano.'
    await judgeCompetence(
      { ...by(people.expert), sittingId, caseId, competenceId: competences[0] ?? '', outcome: 'certificata', reason },
      house.world,
    )
    await expect(signMinutes({ ...by(), sittingId, digest: first.digest, answer: 'signed' }, house.world)).rejects.toMatchObject({
      code: 'sitting.not-signing',
    })
    await signed(house, people, exam)
    await closeMinutes({ ...by(), sittingId }, house.world)
    const { withdrawn, minutes } = await see(exam)
    expect(withdrawn).toMatchObject([
      {
        round: 1,
        digest: first.digest,
        reason: 'Manca la prova pratica.',
        answers: [
          { name: people.expert.name, answer: 'refused', note: 'La motivazione non dice della prova pratica.' },
          { name: people.president.name, answer: 'signed' },
        ],
      },
    ])
    expect(minutes.frozen).toMatchObject({ round: 2 })
    const old = await reads.minutesText({ sittingId, textId: first.textId, actor: people.expert })
    expect(old.content).not.toContain(reason)
    expect(minutes.text.join('\n')).toContain(reason)
  })

  test('the minutes wait, signed, while no recognition of the Chamber stands', async () => {
    const exam = await examined()
    await signed(house, people, exam)
    const region = await house.who('region-1', 'region')
    const organisationId = people.chamber.organisation.id
    const act = () => ({ number: `D.D. ${key().slice(0, 8)}`, date: house.clock.at.toISOString().slice(0, 10) })
    const recognised = await house.world.db.rows<{ id: string; scopes: string[] }>(
      `SELECT recognition_id AS id, array_agg(scope) AS scopes FROM recognition_scope s WHERE organisation_id = $1 AND action = 'appoint'
         AND NOT EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = s.recognition_id) GROUP BY 1`,
      [organisationId],
    )
    house.clock.advance(60)
    for (const { id: recognitionId } of recognised) {
      const input = { ...by(region), organisationId, recognitionId, act: act(), reason: 'Rinnovo.', endsAt: house.clock.at }
      await withdrawRecognition(input, house.world)
    }
    house.clock.advance(60)
    await expect(closeMinutes({ ...by(), sittingId: exam.sittingId }, house.world)).rejects.toMatchObject({
      code: 'sitting.not-recognised',
      facts: { province: 'BG' },
    })
    expect(await stateOf(exam)).toBe('esame_svolto')

    const grant = { action: 'appoint', provinces: recognised.flatMap(({ scopes }) => scopes) } as const
    await recognise({ ...by(region), organisationId, grant, act: act(), validFrom: house.clock.at }, house.world)
    house.clock.advance(60)
    await closeMinutes({ ...by(), sittingId: exam.sittingId }, house.world)
  })

  test('the database closes nothing that was not signed, and takes no signature for somebody else', async () => {
    const exam = await examined()
    const { sittingId } = exam
    const { textId, digest } = await writeMinutes({ ...by(), sittingId }, house.world)
    const forged = house.database.pool.query(
      `INSERT INTO minutes_signature (text_id, sitting_id, organisation_id, digest, expert_id, account_id, answer, answered_at)
       SELECT $1, s.id, s.organisation_id, $2, m.expert_id, $3, 'signed', now() FROM sitting s
       JOIN commission_member m ON m.commission_id = s.commission_id AND m.role <> 'presidente' WHERE s.id = $4`,
      [textId, digest, people.president.accountId, sittingId],
    )
    await expect(forged).rejects.toMatchObject({ constraint: 'minutes_signature_own' })
    const closing = house.database.pool.query(
      `INSERT INTO minutes (sitting_id, organisation_id, commission_id, number, appointed_at, sat_at, closed_at, closed_by, quorum_required,
         quorum_present, lines, text_id)
       SELECT s.id, s.organisation_id, s.commission_id, 'VERB-2026-9999', s.appointed_at, s.opened_at, now() + interval '1 year', $2,
         s.quorum_required, s.quorum_required, t.lines, t.id FROM sitting s JOIN minutes_text t ON t.sitting_id = s.id WHERE s.id = $1`,
      [sittingId, people.president.accountId],
    )
    await expect(closing).rejects.toMatchObject({ constraint: 'minutes_signed' })
    const changed = house.database.pool.query("UPDATE minutes_text SET lines = '[]' WHERE id = $1", [textId])
    await expect(changed).rejects.toMatchObject({ constraint: 'minutes_text_append_only' })
  })
})
