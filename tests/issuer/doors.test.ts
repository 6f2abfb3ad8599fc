import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'
import { createIssuerApp } from '../../issuer/app.ts'
import { openKeystore } from '../../keys/index.ts'
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts'

let database: TestDatabase
let dataDir: string
let app: App

beforeAll(async () => {
  database = await openTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'attesta-doors-'))
  const config = loadConfig({ NODE_ENV: 'production', ...production, ATTESTA_DATA: dataDir })
  const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase: 'a passphrase for tests only' })
  app = (await createIssuerApp({ config, pool: database.pool, keystore })).app
})
afterAll(async () => {
  await app.close()
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
})

const production = {
  ISSUER_URL: 'https://ente.example',
  VERIFIER_URL: 'https://verifica.example',
  WALLET_URL: 'https://portafoglio.example',
  OIDC_ISSUER: 'https://accesso.example',
  OIDC_CLIENT_SECRET: 'un segreto di prova',
  LOG_LEVEL: 'silent',
  DOOR_REQUESTS_PER_MINUTE: '3',
  // What is asked here is the limit of a door, not how a busy machine answers.
  BUSY_AFTER_MS: '0',
}

test.each<[string, InjectOptions]>([
  ['offers', { url: '/oid4vci/offers/nessuna' }],
  ['codes', { method: 'POST', url: '/oauth/token', payload: 'x=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['nonces', { method: 'POST', url: '/oid4vci/nonce' }],
  ['credentials', { method: 'POST', url: '/oid4vci/credential', payload: '{}', headers: { 'content-type': 'application/json' } }],
])('one address that goes on asking for %s is told to wait, in both languages', async (_what, request) => {
  const answers = []
  for (let at = 0; at < 4; at++)
    answers.push(await app.inject({ ...request, headers: { ...request.headers, origin: 'https://altro.example' } }))
  expect(answers.slice(0, 3).map(({ statusCode }) => statusCode)).not.toContain(429)
  const last = answers[3]
  expect(last?.statusCode).toBe(429)
  expect(last?.headers['content-type']).toContain('application/problem+json')
  expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
  expect(last?.json()).toMatchObject({ code: 'request.too-many', it: expect.any(String), en: expect.any(String) })
  // A wallet is a page of another origin, and must be able to read why.
  expect(last?.headers['access-control-allow-origin']).toBe('*')
})
