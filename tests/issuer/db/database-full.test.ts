import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AttestaError } from '../../../credential/errors.ts'
import { problemOf } from '../../../http/problem.ts'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { type RunningPostgres, startPostgres } from '../../../scripts/postgres/start.ts'
import { decided, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { booksOf } from '../kill/books.ts'
import { multiply } from '../kill/multiply.ts'
import { type SmallDisk, smallDisk } from './small-disk.ts'

const COPIES = 600

/** security.md §2 row 60, §5 figure 13: a disk that is full means 503; what was acknowledged stays, what was refused left nothing. */
describe('a database whose disk is full', () => {
  let disk: SmallDisk | undefined
  let server: RunningPostgres | undefined
  let house: House
  let people: People
  const given = process.env.ATTESTA_TEST_DATABASE_URL
  beforeAll(async () => {
    disk = smallDisk({ megabytes: 256 })
    if (disk !== undefined) {
      server = await startPostgres({ dataDir: disk.folder, settings: { max_connections: 60 } })
      process.env.ATTESTA_TEST_DATABASE_URL = server.url
    }
    house = await openHouse()
    people = await peopleOf(house)
    const { caseId } = await decided(house, people)
    await multiply(house, { caseId, copies: COPIES })
  })
  afterAll(async () => {
    await house.close()
    if (given === undefined) delete process.env.ATTESTA_TEST_DATABASE_URL
    else process.env.ATTESTA_TEST_DATABASE_URL = given
    await server?.stop()
    disk?.remove()
  })

  /** Where no disk of our own may be mounted, the database says in the midst of a release what it says on a full one. */
  async function fill(): Promise<void> {
    if (disk !== undefined) return disk.fill()
    await house.world.db.rows(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`)
    await house.world.db.rows('CREATE TRIGGER full_disk BEFORE INSERT ON attestation FOR EACH ROW EXECUTE FUNCTION full_disk()')
  }

  async function free(): Promise<void> {
    if (disk === undefined) await house.world.db.rows('DROP TRIGGER full_disk ON attestation')
    disk?.free()
    // A server that could not write its log has ended all sessions and comes back by itself.
    while ((await house.world.db.rows('SELECT 1').catch(() => [])).length === 0) await sleep(100)
  }

  test('refuses with 503, forgets nothing that it acknowledged, and goes on when there is room', async () => {
    const cases = await house.world.db.rows<{ id: string }>(`SELECT id FROM ivc_case WHERE state = 'da_registrare'`)
    const release = (caseId: string) => releaseAttestation({ actor: people.officer, idempotencyKey: `full-${caseId}`, caseId }, house.world)
    const numbers = new Map<string, string>()
    const left = cases.map(({ id }) => id)
    await house.world.db.rows('CHECKPOINT')
    await fill()

    let refused: string | undefined
    while (refused === undefined) {
      const caseId = left.pop()
      if (caseId === undefined) throw new Error('the disk never was full')
      try {
        numbers.set(caseId, (await release(caseId)).number)
      } catch (error) {
        expect((error as AttestaError).code).toBe('database.unavailable')
        refused = caseId
      }
    }
    expect(problemOf('database.unavailable').status).toBe(503)
    await expect(release(refused)).rejects.toMatchObject({ code: 'database.unavailable' })

    await free()
    const before = await booksOf(house.world.db)
    expect(before.attestations).toBe(numbers.size)
    expect(before.outbox).toBe(numbers.size)
    expect(before.ownNumbers).toBe(numbers.size)
    numbers.set(refused, (await release(refused)).number)

    const kept = await house.world.db.rows<{ case_id: string; number: string }>('SELECT case_id, number FROM attestation')
    expect(new Map(kept.map((row) => [row.case_id, row.number]))).toEqual(numbers)
    expect(await verifyAudit({ pool: house.database.pool })).toMatchObject({ breaks: [] })
  }, 240_000)
})
