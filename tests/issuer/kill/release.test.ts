import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { type House, openHouse } from '../house.ts'
import { decided, peopleOf } from '../procedure.ts'
import { booksOf } from './books.ts'
import { type Bundle, bundle } from './bundle.ts'
import { multiply } from './multiply.ts'

const KILLS = Number(process.env.ATTESTA_KILLS ?? 200)
const CASES = 3000

/** When a worker dies: at its first, cold steps; in the midst of a release; between quick ones. What it says, and how long after. */
const MOMENTS = [
  { sign: 'r', withinMs: 250 },
  { sign: 'b', withinMs: 15 },
  { sign: '.', withinMs: 40 },
] as const

async function said({ stdout }: ChildProcessByStdio<null, Readable, null>, sign: string): Promise<void> {
  for (;;) {
    const [chunk] = await once(stdout, 'data')
    if (String(chunk).includes(sign)) return
  }
}

/** security.md §0 finding 8: workers killed at random points; nothing lost, nothing twice. */
describe(`kill -9 of a releasing process, ${KILLS} times at random points`, () => {
  let house: House
  let bundled: Bundle
  let journal: string
  beforeAll(async () => {
    house = await openHouse()
    bundled = await bundle({ entry: 'tests/issuer/kill/worker.ts' })
    journal = join(bundled.folder, 'journal')
    writeFileSync(journal, '')
    const people = await peopleOf(house)
    house.clock.at = new Date(Date.now() - 7 * 86_400_000)
    const { caseId } = await decided(house, people)
    await multiply(house, { caseId, copies: CASES })
  })
  afterAll(async () => {
    await house.close()
    bundled.remove()
  })

  const worker = (limit?: number) =>
    spawn(process.execPath, [bundled.file, house.database.url, journal, ...(limit === undefined ? [] : [String(limit)])], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })

  test('every release is whole, counted once, and in the journal only if it is in the books', async () => {
    let kills = 0
    const one = async () => {
      while (kills < KILLS) {
        kills++
        const child = worker()
        const { sign, withinMs } = MOMENTS[kills % MOMENTS.length] ?? MOMENTS[0]
        await said(child, sign)
        await sleep(randomInt(withinMs))
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    }
    await Promise.all([one(), one()])
    // One that is left alone finds everything in order and goes on.
    const [code] = await once(worker(25), 'exit')
    expect(code).toBe(0)

    const books = await booksOf(house.world.db)
    const acknowledged = readFileSync(journal, 'utf8').trim().split('\n')
    const begun = statSync(`${journal}.begun`).size
    console.log(JSON.stringify({ kills, begun, released: books.attestations, acknowledged: acknowledged.length }))
    expect(begun).toBeGreaterThan(books.attestations) // some died between sealing and commit, or this shows nothing
    expect(books.attestations).toBeGreaterThanOrEqual(KILLS / 3)
    expect(Object.values(books)).toEqual(Object.values(books).map(() => books.attestations))

    const numbers = new Map(
      (await house.world.db.rows<{ case_id: string; number: string }>('SELECT case_id, number FROM attestation')).map((row) => [
        row.case_id,
        row.number,
      ]),
    )
    expect(acknowledged.filter((line) => numbers.get(line.split(' ')[0] ?? '') !== line.split(' ')[1])).toEqual([])
    expect(await verifyAudit({ pool: house.database.pool })).toMatchObject({ breaks: [] })
  }, 900_000)
})
