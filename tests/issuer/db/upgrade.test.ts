import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../../issuer/db/database.ts'
import { readLookedAfter, requireAdministrator } from '../../../issuer/steps/grants/require-administrator.ts'
import { migrate, readMigrations } from '../../../prisma/migrate.ts'
import { openTestDatabase, type TestDatabase } from '../../fixtures/database.ts'

const DIRECTORY = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))
/** Before tasks, the second wall and the procedure. */
const BEFORE = '0250'

let database: TestDatabase
const ids = new Map<string, string>()
beforeAll(async () => {
  database = await openTestDatabase()
  const { pool } = database
  await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const old = await mkdtemp(join(tmpdir(), 'attesta-before-'))
  for (const { name } of await readMigrations(DIRECTORY)) {
    if (name < BEFORE) await cp(join(DIRECTORY, name), join(old, name), { recursive: true })
  }
  await migrate({ pool, directory: old })
  await rm(old, { recursive: true, force: true })
  for (const [slug, kind, role] of [
    ['regione', 'region', 'region'],
    ['ente', 'body', 'officer'],
    ['camera', 'chamber', 'chamber'],
  ] as const) {
    const { rows: made } = await pool.query<{ id: string }>(
      `INSERT INTO organisation (slug, did, kind, name, legal_basis) VALUES ($1, 'did:web:x:' || $1, $2, $1, 'x') RETURNING id`,
      [slug, kind],
    )
    const { rows: account } = await pool.query<{ id: string }>(
      `INSERT INTO account (issuer, subject, name) VALUES ('https://login.example', $1, $1) RETURNING id`,
      [slug],
    )
    await pool.query(
      `INSERT INTO membership (account_id, organisation_id, role, valid_from, valid_until) VALUES ($1, $2, $3, now(), 'infinity')`,
      [account[0]?.id, made[0]?.id, role],
    )
    ids.set(slug, made[0]?.id ?? '')
    ids.set(`${slug} account`, account[0]?.id ?? '')
  }
  await pool.query(
    `INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code) VALUES ($1, 'Ìsora', 'Bragadìn', '1987-02-03', '99000000012')`,
    [ids.get('ente')],
  )
  await migrate({ pool, directory: DIRECTORY })
})
afterAll(() => database.close())

const tasksOf = async (slug: string) =>
  (await database.pool.query<{ tasks: string[] }>('SELECT tasks FROM membership WHERE organisation_id = $1', [ids.get(slug)])).rows[0]
    ?.tasks

test('whoever worked in a body before there were tasks goes on with all of them', async () => {
  expect(await tasksOf('ente')).toEqual(['reception', 'tutoring', 'assessment', 'release'])
  expect(await tasksOf('regione')).toEqual(['administration'])
})

test('a body that nobody administers yet is administered by the Region that answers for it', async () => {
  const { pool } = database
  const db = openDatabase({ pool, now: () => new Date() })
  await pool.query('UPDATE organisation SET registered_by = $1 WHERE slug = $2', [ids.get('regione'), 'ente'])
  const actor = {
    accountId: ids.get('regione account') ?? '',
    name: 'regione',
    role: 'region' as const,
    tasks: (await tasksOf('regione')) ?? [],
    organisation: { id: ids.get('regione') ?? '', slug: 'regione', did: 'did:web:x:regione', name: 'regione' },
  }
  expect(await requireAdministrator({ actor, organisationId: ids.get('ente') ?? '' }, db)).toMatchObject({ name: 'ente' })
  const officer = {
    ...actor,
    role: 'officer' as const,
    tasks: (await tasksOf('ente')) ?? [],
    organisation: { ...actor.organisation, id: ids.get('ente') ?? '' },
  }
  // The body's own people see their colleagues, and give nobody a role until one of them has the task.
  expect(await readLookedAfter({ actor: officer, organisationId: officer.organisation.id }, db)).toBeDefined()
  await expect(requireAdministrator({ actor: officer, organisationId: officer.organisation.id }, db)).rejects.toMatchObject({
    code: 'grant.not-administrator',
  })
})
