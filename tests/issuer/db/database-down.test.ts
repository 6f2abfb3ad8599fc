import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../../../http/problem.ts'
import { openDatabase } from '../../../issuer/db/database.ts'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { type RunningPostgres, startPostgres } from '../../../scripts/postgres/start.ts'
import { decided, key, peopleOf } from '../exam.ts'
import { openHouse } from '../house.ts'

/** security.md §2 row 60: a database that is away means 503, and nothing signed. */
describe('a database that is away', () => {
  let folder: string
  let server: RunningPostgres
  const given = process.env.ATTESTA_TEST_DATABASE_URL
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attesta-down-'))
    server = await startPostgres({ dataDir: folder })
    process.env.ATTESTA_TEST_DATABASE_URL = server.url
  })
  afterAll(async () => {
    if (given === undefined) delete process.env.ATTESTA_TEST_DATABASE_URL
    else process.env.ATTESTA_TEST_DATABASE_URL = given
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('stops every release with a clear problem, signs nothing, and releases when it is back', async () => {
    const house = await openHouse()
    const people = await peopleOf(house)
    const exams = [await decided(house, people), await decided(house, people)]
    const attempt = (exam: (typeof exams)[number] | undefined, db = house.world.db) =>
      releaseAttestation(
        { actor: people.officer, idempotencyKey: `down-${exam?.caseId}`, caseId: exam?.caseId ?? '' },
        { ...house.world, db },
      )

    const port = Number(new URL(server.url).port)
    await server.stop()
    const signed = house.signatures()
    await expect(attempt(exams[0])).rejects.toMatchObject({ code: 'database.unavailable' })
    await expect(house.world.db.rows('SELECT 1')).rejects.toMatchObject({ code: 'database.unavailable' })
    expect(house.signatures()).toBe(signed)
    expect(problemOf('database.unavailable').status).toBe(503)

    server = await startPostgres({ dataDir: folder, port })
    await expect(attempt(exams[0])).resolves.toMatchObject({ number: expect.any(String) })

    // Away in the middle: after the record was sealed, before anything is durable.
    const { signerFor } = house.world
    const cut = {
      ...house.world,
      signerFor: async (slug: string) => {
        const signer = await signerFor(slug)
        return {
          ...signer,
          async sign(data: Uint8Array) {
            const signature = await signer.sign(data)
            await server.stop()
            return signature
          },
        }
      },
    }
    const middle = releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId: exams[1]?.caseId ?? '' }, cut)
    await expect(middle).rejects.toMatchObject({ code: 'database.unavailable' })

    server = await startPostgres({ dataDir: folder, port })
    const pool = new pg.Pool({ connectionString: house.database.url })
    const db = openDatabase({ pool, now: house.world.now })
    expect(await db.rows('SELECT a.idx FROM attestation a JOIN status_index i ON i.attestation_id = a.id')).toHaveLength(1)
    await attempt(exams[1], db)
    expect(await db.rows('SELECT id FROM attestation')).toHaveLength(2)
    expect((await verifyAudit({ pool })).breaks).toEqual([])
    await pool.end()
    await house.close()
  })
})
