import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMessage } from '../../../issuer/demo/mail-page.ts'
import { openMailer, workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { mailbox } from '../../../scripts/companions/mailbox.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'
import { decided, key, peopleOf } from '../procedure.ts'

describe('the outbox, over real SMTP', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    const people = await peopleOf(house)
    const { caseId } = await decided(house, people)
    await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId }, house.world)
  })
  afterAll(() => house.close())

  const again = () => house.world.db.rows('UPDATE outbox SET available_at = now() WHERE done_at IS NULL')
  const waiting = async () => (await house.world.db.rows('SELECT id FROM outbox WHERE done_at IS NULL')).length

  test('keeps ids only', async () => {
    const rows = await house.world.db.rows<{ payload: object }>('SELECT payload FROM outbox')
    expect(rows).toHaveLength(6)
    expect(JSON.stringify(rows)).not.toMatch(/Nèva|Adùlio|Agnese|posta\.example/)
  })

  test('waits while the mail server is away, then delivers each letter once to whom it is for', async () => {
    const { db } = house.world
    const away = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'Attesta <x@attesta.example>' })
    expect(await workOutbox({ db, issuerUrl: ISSUER_URL, send: away })).toBe(6)
    expect(await workOutbox({ db, issuerUrl: ISSUER_URL, send: away })).toBe(0)
    expect(await waiting()).toBe(4) // the members' letters asked for something that was done meanwhile
    await again()

    const { server, mails } = mailbox({ now: () => new Date() })
    const listening = server.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    const { port } = listening.address() as AddressInfo
    const send = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Attesta <x@attesta.example>' })
    const taken = await Promise.all([workOutbox({ db, issuerUrl: ISSUER_URL, send }), workOutbox({ db, issuerUrl: ISSUER_URL, send })])
    expect(taken[0] + taken[1]).toBe(4)
    expect(await waiting()).toBe(0)
    const letters = mails().map(({ to, source }) => ({ to: to.join(), ...readMessage(source) }))
    expect(letters.map(({ to, subject }) => `${to}: ${subject}`).sort()).toEqual([
      "commissioni@camera-bergamo.example: Richiesta di commissione per Nèva D'Adùlio / A commission is asked for Nèva D'Adùlio",
      'neva@posta.example: Il tuo attestato è pronto / Your certificate is ready',
      "sportello@orobie-formazione.example: Commissione nominata per Nèva D'Adùlio / Commission appointed for Nèva D'Adùlio",
      "sportello@orobie-formazione.example: Verbale firmato: Nèva D'Adùlio / Minutes signed: Nèva D'Adùlio",
    ])
    const ready = letters.find(({ to }) => to === 'neva@posta.example')?.text
    expect(ready).toMatch(/«Diversity Manager», numero LOM-2026-\d{6}/)
    expect(ready).toMatch(/— English —\s+Hello Nèva[\s\S]+“Diversity Manager”, number LOM-2026-\d{6}/)
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
})
