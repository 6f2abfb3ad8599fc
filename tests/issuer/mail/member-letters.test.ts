import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readLettersToMembers } from '../../../issuer/reads/letters-to-members.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { resendMemberLetter } from '../../../issuer/steps/resend-member-letter.ts'
import { revokeAppointment } from '../../../issuer/steps/revoke-appointment.ts'
import { appointed, key, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'

const EXPERT = 'tommaso.fontanella@posta.example'

describe('letters to the members of a commission, as the Chamber sees them', () => {
  let house: House
  let people: People
  let sent: string[] = []
  let refuse: string | undefined
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  beforeEach(async () => {
    await post()
    sent = []
    refuse = undefined
  })
  afterAll(() => house.close())

  async function post(): Promise<void> {
    const send = async ({ to }: { to: string }) => {
      if (to === refuse) throw Object.assign(new Error(), { responseCode: 550, response: '550 5.1.1 unknown', command: 'RCPT TO' })
      sent.push(to)
    }
    while ((await workOutbox({ ...house.world, send })) > 0);
  }
  const lettersOf = async (commissionId: string, actor = people.chamber) =>
    readLettersToMembers({ commissionId, actor, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping }, house.world.db)
  const call = async (commissionId: string, member: RegExp) =>
    (await lettersOf(commissionId)).find((letter) => letter.topic === 'member.appointed' && member.test(letter.member))
  const again = (commissionId: string, letterId = '', actor = people.chamber) =>
    resendMemberLetter({ actor, idempotencyKey: key(), commissionId, letterId }, house.world)

  test('are seen before they leave, and afterwards as they left, whatever the address and the office are called by then', async () => {
    const { commissionId } = await appointed(house, people, {}, { daysAhead: 3 })
    const before = await call(commissionId, /Fontan/)
    expect(before).toMatchObject({ state: 'queued', again: false, overtaken: false, mails: [{ to: EXPERT }] })
    await post()
    await house.world.db.rows(`UPDATE account SET email = 'nuovo@posta.example' WHERE email = $1`, [EXPERT])
    await house.world.db.rows(`UPDATE organisation SET name = name || ' nuova' WHERE id = $1`, [people.chamber.organisation.id])
    const after = await call(commissionId, /Fontan/)
    expect(after).toMatchObject({ state: 'sent', again: true })
    expect(after?.mails).toEqual(before?.mails)
    await house.world.db.rows(`UPDATE account SET email = $1 WHERE email = 'nuovo@posta.example'`, [EXPERT])
    await house.world.db.rows(`UPDATE organisation SET name = replace(name, ' nuova', '') WHERE id = $1`, [people.chamber.organisation.id])
  })

  test('say that one bounced and which words it had, and are sent again, once', async () => {
    const { commissionId } = await appointed(house, people, {}, { daysAhead: 4 })
    refuse = EXPERT
    await post()
    const letter = await call(commissionId, /Fontan/)
    expect(letter).toMatchObject({ state: 'bounced', code: '550 5.1.1', again: true, mails: [{ to: EXPERT }] })
    refuse = undefined
    sent = []
    await again(commissionId, letter?.id)
    await expect(again(commissionId, letter?.id)).rejects.toMatchObject({ code: 'letter.waiting' })
    await post()
    expect(sent).toEqual([EXPERT])
    expect(await call(commissionId, /Fontan/)).toMatchObject({ state: 'sent' })
  })

  test('of a sitting that was called off since are shown as they were, and not sent again; the one that says so is', async () => {
    const { commissionId, sittingId, caseId } = await appointed(house, people, {}, { daysAhead: 5 })
    await declareNoConflict({ actor: people.expert, idempotencyKey: key(), sittingId, caseId }, house.world)
    await post()
    const act = { commissionId, actNumber: key(), reason: 'La sala non è disponibile.' }
    await revokeAppointment({ actor: people.chamber, idempotencyKey: key(), ...act }, house.world)
    await post()
    const letters = await lettersOf(commissionId)
    expect(letters.map(({ topic }) => topic).sort()).toEqual([
      'dossier.ready',
      'member.appointed',
      'member.appointed',
      'member.revoked',
      'member.revoked',
    ])
    for (const letter of letters) {
      const holds = letter.topic === 'member.revoked'
      expect(letter).toMatchObject({ state: 'sent', overtaken: !holds, again: holds, mails: [{ to: expect.stringContaining('@') }] })
      if (holds) await again(commissionId, letter.id)
      else await expect(again(commissionId, letter.id)).rejects.toMatchObject({ code: 'letter.overtaken' })
    }
  })

  test('asked for again and overtaken before it left is not said to have no address', async () => {
    const { commissionId } = await appointed(house, people, {}, { daysAhead: 8 })
    await post()
    await again(commissionId, (await call(commissionId, /Fontan/))?.id)
    const act = { commissionId, actNumber: key(), reason: 'La sala non è disponibile.' }
    await revokeAppointment({ actor: people.chamber, idempotencyKey: key(), ...act }, house.world)
    await post()
    expect(await call(commissionId, /Fontan/)).toMatchObject({ state: 'not-again', again: false, mails: [{ to: EXPERT }] })
  })

  test('to somebody who has no address are there to print', async () => {
    await house.world.db.rows('UPDATE account SET email = NULL WHERE email = $1', [EXPERT])
    const { commissionId } = await appointed(house, people, {}, { daysAhead: 6 })
    await post()
    const letter = await call(commissionId, /Fontan/)
    expect(letter).toMatchObject({ state: 'nobody', again: false, mails: [{ to: '', it: { text: expect.stringContaining('Seduta') } }] })
    await house.world.db.rows('UPDATE account SET email = $1 WHERE id = $2', [EXPERT, people.expert.accountId])
    expect(await call(commissionId, /Fontan/)).toMatchObject({ state: 'nobody', again: true })
  })

  test('are of the Chamber that appointed: of no other, and of no member; and a letter about something else is not among them', async () => {
    const { commissionId } = await appointed(house, people, {}, { daysAhead: 7 })
    const other = await house.who('chamber-como-lecco', 'chamber')
    for (const actor of [other, people.president]) {
      await expect(lettersOf(commissionId, actor)).rejects.toMatchObject({ code: 'appointment.unknown' })
      await expect(again(commissionId, '1', actor)).rejects.toMatchObject({
        code: actor === other ? 'appointment.unknown' : 'appoint.not-allowed',
      })
    }
    const [about] = await house.world.db.rows<{ id: string }>(`SELECT id::text FROM outbox WHERE topic = 'commission.appointed' LIMIT 1`)
    await expect(again(commissionId, about?.id)).rejects.toMatchObject({ code: 'letter.unknown' })
    // What is kept of letters is kept of these alone: nobody's name who is examined.
    const kept = await house.world.db.rows<{ topic: string; said: string }>('SELECT topic, said::text FROM outbox WHERE said IS NOT NULL')
    for (const { said } of kept) expect(said).not.toMatch(/Nèva|Adùlio|neva@/)
  })
})
