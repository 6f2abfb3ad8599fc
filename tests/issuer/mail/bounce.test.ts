import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMailer, workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readLetters } from '../../../issuer/reads/letters.ts'
import { resendLetter } from '../../../issuer/steps/resend-letter.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'
import { walkTo, welcome } from '../walk.ts'

describe('a letter that the mail server refuses, over real SMTP', () => {
  let house: House
  let people: People
  let server: SMTPServer
  let refusal: { code: number; text: string } | undefined
  let caseId: string
  const taken: string[] = []
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    const walk = await welcome(house, people)
    caseId = walk.caseId
    await walkTo('admit', walk)
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onRcptTo({ address }, _, done) {
        if (refusal === undefined) {
          taken.push(address)
          return done()
        }
        done(Object.assign(new Error(`${refusal.text} <${address}>`), { responseCode: refusal.code }))
      },
      onData(stream, _, done) {
        stream.resume()
        stream.on('end', () => done())
      },
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()))
    await house.close()
  })

  const work = () => {
    const { port } = server.server.address() as AddressInfo
    const send = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Attesta <x@attesta.example>' })
    return workOutbox({ db: house.world.db, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping, send })
  }
  const due = () => house.world.db.rows('UPDATE outbox SET available_at = now() WHERE done_at IS NULL AND failed_at IS NULL')
  const letters = (actor = people.officer) =>
    readLetters({ caseId, actor, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping }, house.world.db)
  const decided = async () => (await letters()).find(({ topic }) => topic === 'application.decided')

  test('is shown before it leaves, in both languages', async () => {
    const letter = await decided()
    expect(letter?.state).toBe('queued')
    expect(letter?.mails[0]?.to).toBe('isora@posta.example')
    expect(letter?.mails[0]?.it.text).toMatch(/Ìsora/)
    expect(letter?.mails[0]?.en.text).toMatch(/Ìsora/)
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    await expect(letters(lecco)).rejects.toMatchObject({ code: 'case.unknown' })
  })

  test('waits where the refusal is for now, and is a bounce where it is for good; the address is not kept with it', async () => {
    refusal = { code: 451, text: '4.7.1 try again later' }
    await work()
    expect((await decided())?.state).toBe('queued')
    refusal = { code: 550, text: '5.1.1 no such mailbox' }
    await due()
    await work()
    expect(await decided()).toMatchObject({ state: 'bounced', code: '550 5.1.1' })
    const rows = await house.world.db.rows('SELECT o::text AS text FROM outbox o')
    expect(JSON.stringify(rows)).not.toMatch(/posta\.example|no such mailbox/)
    await due()
    expect(await work()).toBe(0)
  })

  test('is sent again to the address that is known by then, by somebody of its body', async () => {
    const letterId = (await decided())?.id ?? ''
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    const resend = (actor = people.officer, id = letterId) =>
      resendLetter({ actor, idempotencyKey: key(), caseId, letterId: id }, house.world)
    await expect(resend(lecco)).rejects.toMatchObject({ code: 'case.unknown' })
    await expect(resend(people.officer, '999999')).rejects.toMatchObject({ code: 'letter.unknown' })
    refusal = undefined
    await house.world.db.rows(`UPDATE person SET email = 'nuova@posta.example' WHERE email = 'isora@posta.example'`)
    await resend()
    await expect(resend()).rejects.toMatchObject({ code: 'letter.waiting' })
    await work()
    expect(taken).toContain('nuova@posta.example')
    expect((await decided())?.state).toBe('sent')
  })
})
