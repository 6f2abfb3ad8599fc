import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readLetters } from '../../../issuer/reads/letters.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { replaceAppointment } from '../../../issuer/steps/replace-appointment.ts'
import { resendLetter } from '../../../issuer/steps/resend-letter.ts'
import { revokeAppointment } from '../../../issuer/steps/revoke-appointment.ts'
import { signMinutes } from '../../../issuer/steps/sign-minutes.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { appointed, type Exam, judged, key, opened, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'

const PERSON = 'neva@posta.example'
const EXPERT = 'tommaso.fontanella@posta.example'
const PRESIDENT = 'agnese.cortivaldima@posta.example'
const NOBODY = /Nèva|Adùlio|Diversity|IVC-|neva@/

interface Sent {
  readonly to: string
  readonly subject: string
  readonly text: string
}

describe('letters about an exam', () => {
  let house: House
  let people: People
  let sent: Sent[] = []
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  beforeEach(async () => {
    await post()
    sent = []
  })
  afterAll(() => house.close())

  async function post(): Promise<void> {
    while ((await workOutbox({ ...house.world, send: async (mail) => void sent.push(mail) })) > 0);
  }
  const to = (address: string, about: RegExp) => sent.filter((mail) => mail.to === address && about.test(mail.subject))
  const replace = (exam: Exam, changes: { place: string; at: Date }) =>
    replaceAppointment(
      {
        actor: people.chamber,
        idempotencyKey: key(),
        commissionId: exam.commissionId,
        reason: 'Un membro non può più partecipare.',
        appointment: { members: exam.members, actNumber: key(), sittingPlannedAt: changes.at, place: changes.place },
      },
      house.world,
    )
  const planned = async ({ commissionId }: Exam) =>
    (await house.world.db.rows<{ at: Date }>('SELECT planned_at AS at FROM sitting WHERE commission_id = $1', [commissionId]))[0]?.at ??
    new Date(0)

  test('tell the person when and where, in both languages, and nothing that opens anything', async () => {
    await appointed(house, people)
    await post()
    const [mail, ...more] = to(PERSON, /esame/)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('Il tuo esame / Your exam')
    expect(mail?.text).toMatch(/l'esame è il 23 novembre 2026 alle ore \d\d:00 \(ora di Roma\)\. Luogo: Bergamo\./)
    expect(mail?.text).toMatch(/the exam is on 23 November 2026 at \d\d:00 \(time in Rome\)\. Place: Bergamo\./)
    expect(mail?.text).not.toMatch(/http|\d{6}|Agnese|Fontanèlla/)
  })

  test('say that an exam was moved, from when to when; that only the commission changes; that it is called off', async () => {
    const moved = await appointed(house, people, {}, { daysAhead: 3 })
    await replace(moved, { place: 'Bergamo, sala B', at: new Date(house.clock.at.getTime() + 10 * 86_400_000) })
    const same = await appointed(house, people, {}, { daysAhead: 4 })
    await replace(same, { place: 'Bergamo', at: await planned(same) })
    const off = await appointed(house, people, {}, { daysAhead: 5 })
    const act = { commissionId: off.commissionId, actNumber: key(), reason: 'La sala non è disponibile.' }
    await revokeAppointment({ actor: people.chamber, idempotencyKey: key(), ...act }, house.world)
    await post()
    // A first call that was never sent before it ended is sent to nobody.
    expect(to(PERSON, /esame/).map(({ subject }) => subject.split(' / ')[0])).toEqual([
      'Il tuo esame è spostato',
      'Il tuo esame: cambia la commissione',
      'Il tuo esame non si fa più in quel giorno',
    ])
    const [first, second, third] = to(PERSON, /esame/)
    expect(first?.text).toMatch(
      /L'esame del 26 novembre 2026 .* \(Bergamo\) non si fa più[\s\S]*l'esame è il 3 dicembre 2026 .*Luogo: Bergamo, sala B/,
    )
    expect(second?.text).toMatch(/giorno e luogo no\.[\s\S]*l'esame è il 27 novembre 2026/)
    expect(third?.text).toMatch(/del 28 novembre 2026 .* non si fa: non andare/)
    expect(third?.text).toMatch(/of 28 November 2026 .* is not held: do not go/)
  })

  test('tell a member once that the dossiers can be read, until when, and name nobody', async () => {
    const { sittingId, caseId } = await appointed(house, people)
    const declare = () => declareNoConflict({ actor: people.expert, idempotencyKey: key(), sittingId, caseId }, house.world)
    await declare()
    await declare()
    await post()
    const [mail, ...more] = to(EXPERT, /leggere il dossier/)
    expect(more).toEqual([])
    expect(to(PRESIDENT, /leggere il dossier/)).toEqual([])
    expect(mail?.text).toMatch(/fino al(?: |l')\d+ \w+ 202\d[\s\S]*until \d+ \w+ 202\d/)
    expect(mail?.text).toContain(`${ISSUER_URL}/sedute/${sittingId}`)
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(NOBODY)
  })

  test('ask for a signature those who have not answered, and nobody once they have', async () => {
    const exam = await appointed(house, people)
    await opened(house, people, exam)
    await judged(house, people, exam)
    const { sittingId } = exam
    const { digest } = await writeMinutes({ actor: people.president, idempotencyKey: key(), sittingId }, house.world)
    await post()
    const [mail, ...more] = sent.filter(({ subject }) => /aspetta la tua firma/.test(subject))
    expect(more).toEqual([])
    expect(mail?.to).toBe(EXPERT)
    expect(mail?.text).toContain(`${ISSUER_URL}/sedute/${sittingId}`)
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(NOBODY)

    sent = []
    await signMinutes({ actor: people.expert, idempotencyKey: key(), sittingId, digest, answer: 'signed' }, house.world)
    await house.world.db.rows(`UPDATE outbox SET done_at = NULL, available_at = now() WHERE topic = 'signature.wanted'`)
    await post()
    expect(sent).toEqual([])
  })

  test('to the person are seen by the body in the case, with what they say, and sent again', async () => {
    const { caseId } = await appointed(house, people)
    await post()
    const input = { caseId, actor: people.officer, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping }
    const letter = (await readLetters(input, house.world.db)).find(({ topic }) => topic === 'exam.convened')
    expect(letter).toMatchObject({ state: 'sent', mails: [{ to: PERSON, it: { subject: 'Il tuo esame' }, en: { subject: 'Your exam' } }] })
    sent = []
    const [row] = await house.world.db.rows<{ version: number }>('SELECT version FROM ivc_case WHERE id = $1', [caseId])
    await resendLetter(
      { actor: people.officer, idempotencyKey: key(), caseId, version: Number(row?.version), letterId: letter?.id ?? '' },
      house.world,
    )
    await post()
    expect(to(PERSON, /Il tuo esame/)).toHaveLength(1)
  })

  test('about an exam that is called off are not sent again, and nothing of what was sent is lost', async () => {
    const { caseId, commissionId } = await appointed(house, people)
    await post()
    const revoking = { actor: people.chamber, idempotencyKey: key(), commissionId, actNumber: key(), reason: 'La sala non è più libera.' }
    await revokeAppointment(revoking, house.world)
    const input = { caseId, actor: people.officer, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping }
    const letter = (await readLetters(input, house.world.db)).find(({ topic }) => topic === 'exam.convened')
    expect(letter).toMatchObject({ state: 'sent', overtaken: true, again: false })
    const again = { actor: people.officer, idempotencyKey: key(), caseId, letterId: letter?.id ?? '' }
    await expect(resendLetter(again, house.world)).rejects.toMatchObject({ code: 'letter.overtaken' })
    expect((await readLetters(input, house.world.db)).find(({ id }) => id === letter?.id)).toEqual(letter)
  })
})
