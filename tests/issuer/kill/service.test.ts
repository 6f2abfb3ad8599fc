import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginSession } from '../../../issuer/auth/session.ts'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { openKeystore, readPassphrase } from '../../../keys/index.ts'
import { freePort } from '../../../scripts/free-port.ts'
import { type House, openHouse } from '../house.ts'
import { decided, type People, peopleOf } from '../procedure.ts'
import { booksOf } from './books.ts'
import { type Bundle, bundle } from './bundle.ts'
import { multiply } from './multiply.ts'

const KILLS = 15

/** The same as release.test.ts with the whole service and a client that asks again with the same key, as the console does. */
describe(`kill -9 of the issuer under its client, ${KILLS} times`, () => {
  let house: House
  let people: People
  let bundled: Bundle
  let port: number
  let env: NodeJS.ProcessEnv
  let service: ChildProcess | undefined
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    house.clock.at = new Date(Date.now() - 7 * 86_400_000)
    const { caseId } = await decided(house, people)
    await multiply(house, { caseId, copies: 4000 })
    bundled = await bundle({ entry: 'issuer/server.ts' })
    port = await freePort()
    const dataDir = join(bundled.folder, 'data')
    const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase: await readPassphrase({ dataDir, demo: true }) })
    await keystore.create('orobie-formazione')
    const ISSUER_URL = `http://localhost:${port}`
    env = {
      ...process.env,
      NODE_ENV: 'test',
      ISSUER_URL,
      DATABASE_URL: house.database.url,
      ATTESTA_DATA: dataDir,
      LOG_LEVEL: 'silent',
      SMTP_URL: 'smtp://127.0.0.1:1',
    }
  })
  afterAll(async () => {
    service?.kill('SIGKILL')
    await house.close()
    bundled.remove()
  })

  async function start(): Promise<void> {
    service = spawn(process.execPath, [bundled.file], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    await once(service, 'message')
  }

  test('each acknowledged release is in the books, each asked for is done once', async () => {
    const { secret } = await beginSession({ accountId: people.officer.accountId, idToken: undefined, at: new Date() }, house.world.db)
    const [session] = await house.world.db.rows<{ csrf: string }>('SELECT csrf FROM session')
    const cases = (await house.world.db.rows<{ id: string }>(`SELECT id FROM ivc_case WHERE state = 'verbale_firmato'`)).map(({ id }) => id)
    const acknowledged = new Map<string, string>()
    let asking = true
    await start()

    /** Asks until it is answered: a refused connection and a cut one are no answers. */
    async function release(caseId: string): Promise<void> {
      while (asking) {
        try {
          const response = await fetch(`http://localhost:${port}/api/cases/${caseId}/release`, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              cookie: `attesta_session=${secret}`,
              'x-csrf-token': session?.csrf ?? '',
              'idempotency-key': `release-${caseId}`,
            },
            body: '{}',
          })
          const body = (await response.json()) as { number: string; code?: string }
          if (response.status !== 201) throw new Error(body.code)
          acknowledged.set(caseId, body.number)
          return
        } catch (error) {
          if (error instanceof Error && error.message.includes('.')) throw error
          await sleep(20)
        }
      }
    }
    const client = async () => {
      for (let caseId = cases.pop(); caseId !== undefined && asking; caseId = cases.pop()) await release(caseId)
    }
    const clients = Array.from({ length: 4 }, client)
    for (let kills = 0; kills < KILLS; kills++) {
      // In the midst of work, however slow the machine: after some answers, with four requests always under way.
      const enough = acknowledged.size + 1 + randomInt(5)
      while (acknowledged.size < enough) await sleep(5)
      await sleep(randomInt(40))
      service?.kill('SIGKILL')
      if (service?.exitCode === null && service.signalCode === null) await once(service, 'exit')
      await start()
    }
    asking = false
    await Promise.all(clients)

    const books = await booksOf(house.world.db)
    console.log(JSON.stringify({ kills: KILLS, released: books.attestations, acknowledged: acknowledged.size }))
    expect(acknowledged.size).toBeGreaterThan(KILLS)
    expect(Object.values(books)).toEqual(Object.values(books).map(() => books.attestations))
    const numbers = new Map(
      (await house.world.db.rows<{ case_id: string; number: string }>('SELECT case_id, number FROM attestation')).map((row) => [
        row.case_id,
        row.number,
      ]),
    )
    for (const [caseId, number] of acknowledged) expect(numbers.get(caseId)).toBe(number)
    expect((await verifyAudit({ pool: house.database.pool })).breaks).toEqual([])

    service?.kill('SIGTERM')
    if (service !== undefined) expect(await once(service, 'exit')).toEqual([0, null])
  }, 600_000)
})
