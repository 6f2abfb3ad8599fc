import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginSession } from '../../../issuer/auth/session.ts'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { decided, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'
import { booksOf } from './books.ts'
import { startClients, type Told } from './clients.ts'
import { type IssuerProcess, type IssuerProgram, issuerProgram } from './issuer-process.ts'
import { multiply } from './multiply.ts'

const KILLS = Number(process.env.ATTESTA_KILLS ?? 200)
const CASES = 4000

/** When an issuer dies: at its first, cold steps; in the midst of a release; between quick ones. After how many answers, and how long. */
const MOMENTS = [
  { answers: 0, withinMs: 900 },
  { answers: 1, withinMs: 60 },
  { answers: 2, withinMs: 40 },
] as const

/** security.md §0 finding 8: the service killed at random points, its clients ask again; nothing lost, nothing twice. */
describe(`kill -9 of the issuer under its clients, ${KILLS} times at random points`, () => {
  let house: House
  let people: People
  let program: IssuerProgram
  let issuers: IssuerProcess[] = []
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    house.clock.at = new Date(Date.now() - 7 * 86_400_000)
    const { caseId } = await decided(house, people)
    await multiply(house, { caseId, copies: CASES })
    program = await issuerProgram({ databaseUrl: house.database.url, organisation: 'orobie-formazione', publicUrl: ISSUER_URL })
    // Two beside each other: what one was killed in is asked of the other while it starts anew.
    issuers = [await program.spawn(), await program.spawn()]
    for (const issuer of issuers) await issuer.start()
  })
  afterAll(async () => {
    await Promise.allSettled(issuers.map((issuer) => issuer.kill()))
    await house.close()
    program.remove()
  })

  async function killAgainAndAgain(issuer: IssuerProcess, told: Told, kills: number): Promise<void> {
    for (let done = 0; done < kills; done++) {
      const { answers, withinMs } = MOMENTS[done % MOMENTS.length] ?? MOMENTS[0]
      const answered = () => told.answers.get(issuer.url) ?? 0
      const enough = answered() + answers
      while (answered() < enough) await sleep(2)
      await sleep(randomInt(withinMs))
      await issuer.kill()
      await issuer.start()
    }
  }

  test('each release is whole, counted once, and whoever was told of one finds it in the books', async () => {
    const { db } = house.world
    const { secret } = await beginSession({ accountId: people.officer.accountId, idToken: undefined, at: new Date() }, db)
    const [session] = await db.rows<{ csrf: string }>('SELECT csrf FROM session')
    const cases = (await db.rows<{ id: string }>(`SELECT id FROM ivc_case WHERE state = 'da_registrare'`)).map(({ id }) => id)
    const told = startClients({ urls: issuers.map(({ url }) => url), cases, session: { secret, csrf: session?.csrf ?? '' } }, { count: 3 })
    while (told.acknowledged.size < 12) await sleep(20)
    issuers[0]?.keepCompiled()
    const half = Math.floor(KILLS / 2)
    const killing = Promise.all(issuers.map((issuer, index) => killAgainAndAgain(issuer, told, index === 0 ? half : KILLS - half)))
    await Promise.race([killing, told.failed])
    await told.stop()

    const books = await booksOf(db)
    console.log(JSON.stringify({ kills: KILLS, cut: told.cut(), released: books.attestations, acknowledged: told.acknowledged.size }))
    expect(told.cut()).toBeGreaterThan(KILLS / 2) // most died with releases under way, or this shows nothing
    expect(told.acknowledged.size).toBeGreaterThan(KILLS)
    expect(Object.values(books)).toEqual(Object.values(books).map(() => books.attestations))
    const numbers = new Map(
      (await db.rows<{ case_id: string; number: string }>('SELECT case_id, number FROM attestation')).map((row) => [
        row.case_id,
        row.number,
      ]),
    )
    expect([...told.acknowledged].filter(([caseId, number]) => numbers.get(caseId) !== number)).toEqual([])
    expect((await verifyAudit({ pool: house.database.pool })).breaks).toEqual([])

    for (const issuer of issuers) expect(await issuer.leave()).toBe(0)
  }, 1_800_000)
})
