import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { parseCompact } from '../../../credential/jose/index.ts'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { seedDemo } from '../../../issuer/demo/seed.ts'
import { seedSealsOnce } from '../../../issuer/demo/seed-seals.ts'
import { issuerWorld } from '../../../issuer/world.ts'
import { type Keystore, openKeystore } from '../../../keys/index.ts'
import { openTestDatabase, type TestDatabase } from '../../fixtures/database.ts'

describe('the demo', () => {
  let database: TestDatabase
  let dataDir: string
  let keystore: Keystore
  beforeAll(async () => {
    database = await openTestDatabase()
    dataDir = await mkdtemp(join(tmpdir(), 'attesta-seed-'))
    keystore = await openKeystore({ dir: dataDir, passphrase: 'a passphrase for tests only' })
  })
  afterAll(async () => {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  const seed = () => {
    const config = {
      issuerUrl: 'http://localhost:4000',
      verifierUrl: 'http://localhost:4001',
      dataDir: '/nonexistent',
      offerTtlHours: 1,
      seals: { claimedTime: 'iat' as const },
    }
    return seedDemo({ world: issuerWorld({ config, pool: database.pool, keystore }), keystore, oidcIssuer: 'http://localhost:4010' })
  }
  const rows = async <Row extends object>(sql: string) => (await database.pool.query<Row>(sql)).rows

  test('is put in once, by whichever process comes first', async () => {
    expect((await Promise.all([seed(), seed(), seed()])).sort()).toEqual(['already-there', 'already-there', 'seeded'])
    expect(await seed()).toBe('already-there')
  })

  test('gives an organisation one seal, also when two start at once and both had found none', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'attesta-two-'))
    const passphrase = 'a passphrase for tests only'
    const first = await openKeystore({ dir, passphrase })
    const both = [first, await openKeystore({ dir, passphrase })]
    const slug = 'orobie-formazione'
    for (const keystore of both) expect(await keystore.list(slug)).toEqual([])
    const now = new Date('2026-06-01T12:00:00Z')
    await Promise.all(both.map((keystore) => seedSealsOnce({ pool: database.pool, keystore, dataDir: dir, now })))
    expect((await first.listNow(slug)).filter(({ use }) => use === 'seal')).toHaveLength(1)
    await rm(dir, { recursive: true, force: true })
  })

  test('has its cases where the tour begins, and everything made by the steps themselves', async () => {
    const states = await rows<{ state: string; n: number }>('SELECT state, count(*)::int AS n FROM ivc_case GROUP BY state ORDER BY state')
    expect(states).toEqual([
      { state: 'annullato', n: 1 },
      { state: 'convocato', n: 1 },
      { state: 'rilasciato', n: 3 },
      { state: 'validazione_rilasciata', n: 4 },
    ])
    expect(await rows('SELECT word FROM status_change')).toEqual([{ word: 'annullato' }])
    const open = await rows<{ later: boolean }>(`SELECT planned_at > now() AS later FROM sitting WHERE state = 'convened'`)
    expect(open).toEqual([{ later: true }])
    expect((await verifyAudit({ pool: database.pool })).breaks).toEqual([])
  })

  test('each case accounts the hours of the services it went through, by a service of its rules and not ahead of time', async () => {
    expect(await rows('SELECT sum(minutes)::int AS minutes FROM case_hours GROUP BY case_id')).toEqual(Array(9).fill({ minutes: 420 }))
    expect(await rows(`SELECT 1 FROM case_hours h WHERE h.day > (h.recorded_at AT TIME ZONE 'Europe/Rome')::date`)).toEqual([])
  })

  test('one person has two acts that stack up, so that a path can be seen', async () => {
    const stacks = await rows<{ name: string; number: number }>(
      `SELECT p.family_name AS name, count(*)::int AS number FROM attestation a JOIN person p ON p.id = a.person_id
       WHERE NOT EXISTS (SELECT 1 FROM status_change c WHERE c.attestation_id = a.id)
       GROUP BY p.id, a.organisation_id, a.record #>> '{outcome,qualification,name,it}' HAVING count(*) > 1`,
    )
    expect(stacks).toEqual([{ name: 'Rondinèlla', number: 2 }])
  })

  test('each released act staples its four authorities, each sealed by whom it names, in the order of the law', async () => {
    const records = await rows<{ record: Attestation }>('SELECT record FROM attestation')
    expect(records).toHaveLength(4)
    for (const { record } of records) {
      const host = 'did:web:localhost%3A4000:org:'
      const { body, chamber = '', commission = '', decision = '' } = record.authority
      const issuers = [body, chamber, commission, decision].map((sealed) => parseCompact(sealed).payload.issuer)
      expect(issuers).toEqual([`${host}regione-lombardia`, `${host}regione-lombardia`, `${host}camera-bergamo`, `${host}camera-bergamo`])
      const times = [record.decision?.commission.appointedAt ?? '', record.decision?.satAt ?? '', record.issuedAt]
      expect([...times].sort()).toEqual(times)
      expect(new Set(times).size).toBe(3)
    }
  })

  test('sittings are at ten in Rome, held on the day for which they were convened, by a commission with a name', async () => {
    const sittings = await rows<{ planned: string; same_day: boolean; name: string }>(
      `SELECT to_char(planned_at AT TIME ZONE 'Europe/Rome', 'HH24:MI') AS planned, c.name,
         opened_at IS NULL OR (opened_at AT TIME ZONE 'Europe/Rome')::date = (planned_at AT TIME ZONE 'Europe/Rome')::date AS same_day
       FROM sitting s JOIN commission c ON c.id = s.commission_id`,
    )
    expect(sittings).toHaveLength(5)
    for (const sitting of sittings) {
      expect(sitting).toMatchObject({ planned: '10:00', same_day: true })
      expect(sitting.name).toMatch(/^Commissione d'esame \p{Lu}[^,]+, Bergamo, n\. \d+\/\d{4} \(dimostrativa\)$/u)
    }
    const past = await rows<{ past: boolean }>(`SELECT planned_at::date < now()::date AS past FROM sitting WHERE state = 'closed'`)
    expect(past).toEqual(Array.from({ length: 4 }, () => ({ past: true })))
  })

  test('every person and every invented competence is marked as demonstration', async () => {
    expect(await rows('SELECT 1 FROM person WHERE NOT demo')).toEqual([])
    expect(await rows('SELECT 1 FROM expert WHERE NOT demo')).toEqual([])
    const names = (await rows<{ name: string }>(`SELECT given_name || ' ' || family_name AS name FROM person`))
      .map(({ name }) => name)
      .join()
    for (const letter of ['à', 'è', 'ò', "'"]) expect(names).toContain(letter)
    const competences = await rows<{ demo: boolean; abilities: string[] }>(
      `SELECT DISTINCT competence->'demo' AS demo, competence->'abilities' AS abilities FROM case_competence`,
    )
    // Abilities of genuine rows were read nowhere: only invented rows have any.
    for (const { demo, abilities } of competences) expect(demo || abilities.length === 0).toBe(true)
  })
})
