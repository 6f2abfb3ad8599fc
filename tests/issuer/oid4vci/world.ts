import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { digestOf } from '../../../credential/attestation/index.ts'
import { type App, createApp } from '../../../http/app.ts'
import { loadConfig } from '../../../http/config.ts'
import { openPool } from '../../../http/db.ts'
import { registerOauth } from '../../../issuer/oauth/register.ts'
import { createOffer } from '../../../issuer/oid4vci/offers/create-offer.ts'
import { registerOid4vci } from '../../../issuer/oid4vci/register.ts'
import { registerRegistry } from '../../../issuer/registry/register.ts'
import { registerStatus } from '../../../issuer/status/register.ts'
import { type Keystore, openKeystore } from '../../../keys/index.ts'
import { freePort } from '../../../scripts/free-port.ts'
import { openTestDatabase } from '../../fixtures/database.ts'
import { attestationOf } from './attestation.ts'

export const SLUG = 'orobie-formazione'

export interface TestIssuer {
  readonly issuerUrl: string
  readonly did: string
  readonly organisationId: string
  readonly accountId: string
  readonly pool: Pool
  readonly keystore: Keystore
  /** A second process on the same database. */
  another(): Promise<App>
  release(): Promise<{ attestationId: string; number: string; digest: string; index: number }>
  changeStatus(attestationId: string, word: string): Promise<void>
  offer(attestationId: string, options?: { ttlSeconds?: number }): Promise<OfferInHand>
  close(): Promise<void>
}

export interface OfferInHand {
  readonly offerId: string
  readonly uri: string
  readonly code: string
  readonly txCode: string
}

/** The protocol edge of the issuer, listening on a port of its own over a real database, with one accredited body. */
export async function openIssuer({
  through = async (url) => url,
}: {
  through?: (url: string) => Promise<string>
} = {}): Promise<TestIssuer> {
  const database = await openTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'attesta-edge-keys-'))
  const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase: 'a passphrase for tests only' })
  await keystore.create(SLUG, 'ES256', new Date('2026-01-01T00:00:00Z'))
  const issuerUrl = `http://localhost:${await freePort()}`
  const config = loadConfig({ ISSUER_URL: issuerUrl, NODE_ENV: 'test', LOG_LEVEL: 'silent', ATTESTA_DATA: dataDir })
  const { pool } = database
  const appPool = openPool({ databaseUrl: await through(database.url) }, { max: 16 })

  const start = async (): Promise<App> => {
    const app = await createApp({ config, service: 'issuer' })
    const deps = { config, pool: appPool, keystore, now: () => new Date() }
    await registerOauth(app, deps)
    await registerOid4vci(app, deps)
    await registerRegistry(app, deps)
    await registerStatus(app, deps)
    return app
  }
  const apps = [await start()]
  await apps[0]?.listen({ port: Number(new URL(issuerUrl).port), host: 'localhost' })

  const did = `did:web:${encodeURIComponent(new URL(issuerUrl).host)}:org:${SLUG}`
  const organisationId = randomUUID()
  const accountId = randomUUID()
  const listId = randomUUID()
  await pool.query(
    `INSERT INTO organisation (id, slug, did, kind, name, legal_basis) VALUES ($1, $2, $3, 'body', 'Orobie Formazione e Lavoro', 'Decreto dimostrativo 1/2025')`,
    [organisationId, SLUG, did],
  )
  await pool.query(`INSERT INTO account (id, issuer, subject, name) VALUES ($1, 'test', 'officer', 'Officer')`, [accountId])
  await pool.query('INSERT INTO status_list (id, organisation_id, number) VALUES ($1, $2, 1)', [listId, organisationId])
  let nextIndex = 1000

  return {
    issuerUrl,
    did,
    organisationId,
    accountId,
    pool,
    keystore,
    async another() {
      const app = await start()
      apps.push(app)
      await app.listen({ port: 0, host: 'localhost' })
      return app
    },
    async release() {
      const id = randomUUID()
      const index = nextIndex++
      const record = attestationOf({ id, did, list: `${issuerUrl}/status/${SLUG}/1`, index })
      const digest = digestOf(record)
      await behindTheConstraints(pool, [
        [
          'INSERT INTO status_index (list_id, idx, organisation_id, size, attestation_id) VALUES ($1, $2, $3, 131072, $4)',
          [listId, index, organisationId, id],
        ],
        [
          `INSERT INTO attestation (id, organisation_id, kind, number, digest, record, sealed, person_id, case_id, profile, released_at, released_by,
             list_id, idx, decision_id, certified, closed_at, closed_by, recognition_id, recognised_from, recognised_until)
           VALUES ($1, $2, 'certificato', $3, $4, $5, 'seal', $6, $6, 'profile', now(), $7, $8, $9, $6, true, now(), $6, $6, '-infinity', 'infinity')`,
          [id, organisationId, record.number, digest, record, randomUUID(), accountId, listId, index],
        ],
      ])
      return { attestationId: id, number: record.number, digest, index }
    },
    async changeStatus(attestationId, word) {
      await pool.query(
        `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, successor, decided_by)
         SELECT id, 1 + (SELECT count(*) FROM status_change c WHERE c.attestation_id = a.id), organisation_id, list_id, idx, $2::text, now(), 'errore-materiale', 'prova',
           CASE WHEN $2 = 'sostituito' THEN 'urn:uuid:successor' END, $3 FROM attestation a WHERE id = $1`,
        [attestationId, word, accountId],
      )
    },
    async offer(attestationId, { ttlSeconds = 600 } = {}) {
      const rows = async <Row>(text: string, values: readonly unknown[] = []) => (await pool.query(text, [...values])).rows as Row[]
      const made = await createOffer({ attestationId, createdBy: accountId, issuerUrl, ttlSeconds, at: new Date(), tx: { rows } })
      const answer = (await (await fetch(made.credentialOfferUri)).json()) as { grants?: Record<string, { 'pre-authorized_code': string }> }
      const code = Object.values(answer.grants ?? {})[0]?.['pre-authorized_code'] ?? ''
      return { offerId: made.offerId, uri: made.credentialOfferUri, code, txCode: made.txCode }
    },
    async close() {
      await Promise.all(apps.map((app) => app.close()))
      await appPool.end()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The procedure before the release is tested elsewhere; here an attestation simply exists. */
export async function behindTheConstraints(pool: Pool, statements: readonly [string, unknown[]][]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SET LOCAL session_replication_role = replica')
    for (const [text, values] of statements) await client.query(text, values)
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}
