import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMessage } from '../../../issuer/demo/mail-page.ts'
import { openMailer, workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { mailbox } from '../../../scripts/companions/mailbox.ts'
import { decided, key, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'

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
    expect(rows).toHaveLength(10)
    expect(JSON.stringify(rows)).not.toMatch(/Nèva|Adùlio|Agnese|posta\.example/)
  })

  test('waits while the mail server is away, then delivers each letter once to whom it is for', async () => {
    const { db, wrapping } = house.world
    const away = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'Attesta <x@attesta.example>' })
    expect(await workOutbox({ db, issuerUrl: ISSUER_URL, wrapping, send: away })).toBe(10)
    expect(await workOutbox({ db, issuerUrl: ISSUER_URL, wrapping, send: away })).toBe(0)
    expect(await waiting()).toBe(4) // what members and the person were asked was done meanwhile
    await again()

    const { server, mails } = mailbox({ now: () => new Date() })
    const listening = server.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    const { port } = listening.address() as AddressInfo
    const send = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Attesta <x@attesta.example>' })
    const taken = await Promise.all([
      workOutbox({ db, issuerUrl: ISSUER_URL, wrapping, send }),
      workOutbox({ db, issuerUrl: ISSUER_URL, wrapping, send }),
    ])
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

  test('does not wait for a server that greets and then is silent', { timeout: 10_000 }, async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined).write('220 silent.example\r\n'))
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as AddressInfo
    const timeouts = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 }
    const send = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Attesta <x@attesta.example>', timeouts })
    await expect(send({ id: '1.0', to: 'neva@posta.example', subject: 'Prova', text: 'Prova' })).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    })
    silent.close()
  })

  test('tries a letter for days before giving it up, and then says which, not whose', async () => {
    const { db, wrapping } = house.world
    const [again] = await db.rows<{ id: string }>(
      `UPDATE outbox SET done_at = NULL, attempts = 0, available_at = now() WHERE topic = 'attestation.released' RETURNING id`,
    )
    const told: unknown[] = []
    const send = () => Promise.reject(new Error('no mail for neva@posta.example'))
    const waits: number[] = []
    while (waits.length < 40 && told.length === 0) {
      await workOutbox({ db, issuerUrl: ISSUER_URL, wrapping, send, onGivenUp: (letter) => told.push(letter) })
      const [left] = await db.rows<{ seconds: number }>(
        'SELECT extract(epoch FROM available_at - now())::integer AS seconds FROM outbox WHERE id = $1',
        [again?.id],
      )
      waits.push(left?.seconds ?? 0)
      await db.rows('UPDATE outbox SET available_at = now() WHERE id = $1', [again?.id])
    }
    expect(waits).toHaveLength(30)
    expect(waits[0]).toBeLessThanOrEqual(60)
    expect(Math.max(...waits)).toBeLessThanOrEqual(4 * 3600)
    expect(waits.reduce((total, wait) => total + wait) / 86_400).toBeGreaterThan(3)
    expect(told).toEqual([{ id: again?.id, topic: 'attestation.released' }])
  })
})
