import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { type House, openHouse } from '../house.ts'
import { decided, peopleOf } from '../procedure.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const KILLS = Number(process.env['ATTESTA_KILLS'] ?? 200)
const CASES = 3000

/** security.md §0 finding 8: workers killed at random points; nothing lost, nothing twice. */
describe(`kill -9 of a releasing process, ${KILLS} times at random points`, () => {
  let house: House
  let folder: string
  let journal: string
  beforeAll(async () => {
    house = await openHouse()
    // Inside the repository, so that the bundle finds its packages.
    folder = mkdtempSync(join(ROOT, 'node_modules/.kill-'))
    journal = join(folder, 'journal')
    writeFileSync(journal, '')
    await build({
      entryPoints: [join(ROOT, 'tests/issuer/kill/worker.ts')],
      outfile: join(folder, 'worker.mjs'),
      bundle: true,
      packages: 'external',
      conditions: ['node'],
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    })
    const people = await peopleOf(house)
    house.clock.at = new Date(Date.now() - 7 * 86_400_000)
    const { caseId } = await decided(house, people)
    await multiply(house, caseId)
  })
  afterAll(async () => {
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const worker = (limit?: number) =>
    spawn(process.execPath, [join(folder, 'worker.mjs'), house.database.url, journal, ...(limit === undefined ? [] : [String(limit)])], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })

  test('every release is whole, counted once, and in the journal only if it is in the books', async () => {
    let kills = 0
    const one = async () => {
      while (kills < KILLS) {
        kills++
        const child = worker()
        await once(child.stdout, 'data')
        // Half die around their first release, which is slow and cold; half in the midst of quick ones.
        const warm = kills % 2 === 0
        if (warm) await once(child.stdout, 'data')
        await sleep(randomInt(warm ? 40 : 250))
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    }
    await Promise.all([one(), one()])
    // One that is left alone finds everything in order and goes on.
    const [code] = await once(worker(25), 'exit')
    expect(code).toBe(0)

    const count = async (sql: string) => Number((await house.world.db.rows<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`))[0]?.n)
    const attestations = await count('attestation')
    const acknowledged = readFileSync(journal, 'utf8').trim().split('\n')
    console.log(JSON.stringify({ kills, released: attestations, acknowledged: acknowledged.length }))
    expect(attestations).toBeGreaterThan(KILLS)
    expect({
      cases: await count(`ivc_case WHERE state = 'rilasciato'`),
      transitions: await count(`case_transition WHERE state = 'rilasciato'`),
      documents: await count(`case_document WHERE class = 'attestato'`),
      outbox: await count(`outbox WHERE topic = 'attestation.released'`),
      audit: await count(`audit WHERE action = 'attestation.released'`),
      indexes: await count('status_index'),
      keys: await count(`idempotency WHERE key LIKE 'release-%' AND response IS NOT NULL`),
      distinctMessages: await count(`(SELECT DISTINCT payload FROM outbox WHERE topic = 'attestation.released') m`),
      counter: Number(
        (await house.world.db.rows<{ last: number }>(`SELECT sum(last) AS last FROM register_counter WHERE series = 'LOM'`))[0]?.last,
      ),
    }).toEqual(
      Object.fromEntries(
        ['cases', 'transitions', 'documents', 'outbox', 'audit', 'indexes', 'keys', 'distinctMessages', 'counter'].map((name) => [
          name,
          attestations,
        ]),
      ),
    )

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

/** Many people at the same point: copies of one decided case, each with a person of its own. */
async function multiply({ world }: House, caseId: string): Promise<void> {
  await world.db.rows(
    `WITH t AS (SELECT * FROM ivc_case WHERE id = $1), p AS (
       INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code)
       SELECT organisation_id, 'Copia', 'Dimostrativa', '1990-01-01', lpad(n::text, 11, '0') FROM t, generate_series(1, $2) n RETURNING id, organisation_id)
     INSERT INTO ivc_case (organisation_id, number, person_id, kind, profile, title, qualification, learning, assessment, sector, province, state, rule_pack_id, rule_pack_version)
     SELECT p.organisation_id, 'COPIA-' || p.id, p.id, t.kind, t.profile, t.title, t.qualification, t.learning, t.assessment, t.sector, t.province, t.state, t.rule_pack_id, t.rule_pack_version
     FROM t, p`,
    [caseId, CASES],
  )
  await world.db.rows(
    `INSERT INTO decision_outcome (case_id, organisation_id, decision_id, certified, outcome, salts, digest)
     SELECT k.id, o.organisation_id, o.decision_id, true, o.outcome, o.salts, o.digest
     FROM ivc_case k, decision_outcome o WHERE o.case_id = $1 AND k.number LIKE 'COPIA-%'`,
    [caseId],
  )
}
