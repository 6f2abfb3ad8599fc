import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'
import { throwawaySigner } from '../../scripts/vectors/throwaway-signer.ts'
import { createVerifier } from '../../verifier/app.ts'
import { demoRequestSigner } from '../../verifier/openid4vp/certificate.ts'

const uuid = '00000000-0000-4000-8000-000000000000'
const id = 'A'.repeat(22)
const share = { id, ciphertext: 'A'.repeat(38), expiresAt: '2026-06-02T10:00:00Z', maxViews: 3, revokeHash: 'A'.repeat(43) }

const requests: [string, InjectOptions][] = [
  ['a new request', { method: 'POST', url: '/api/presentations', payload: { purpose: 'Assunzione' } }],
  ['the page that waits', { method: 'GET', url: `/api/presentations/${uuid}`, headers: { 'x-session-secret': 'a-secret' } }],
  ['a wallet that fetches', { method: 'GET', url: `/openid4vp/requests/${uuid}` }],
  ['a wallet that answers', { method: 'POST', url: `/openid4vp/responses/${uuid}`, payload: { response: 'x' } }],
  ['a new link', { method: 'POST', url: '/api/shares', payload: share }],
  ['the view of a link', { method: 'POST', url: `/api/shares/${id}/view` }],
  ['the count of a link', { method: 'GET', url: `/api/shares/${id}`, headers: { 'x-revoke-token': id } }],
  ['the end of a link', { method: 'DELETE', url: `/api/shares/${id}`, payload: { revokeToken: id } }],
]

/** A port where nobody listens: the system just gave it and took it back. */
async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address !== null ? address.port : 1
}

async function verifierOn(pool: pg.Pool): Promise<App> {
  const now = () => new Date('2026-06-01T10:00:00Z')
  const settings = { verifierUrl: 'http://localhost:4001', walletUrl: 'http://localhost:4002', clientName: 'Impresa', demoDocuments: '' }
  const dir = await mkdtemp(join(tmpdir(), 'attesta-verifier-'))
  return createVerifier({
    config: loadConfig({ LOG_LEVEL: 'silent' }),
    world: {
      pool,
      now,
      fetch: () => Promise.reject(new TypeError('no network')),
      trust: { issuers: [], sealRoots: [] },
      requestSigner: await demoRequestSigner({ dir, host: 'localhost', signer: throwawaySigner(), now: now() }),
      settings: { ...settings, demo: true },
    },
  })
}

/** A pool whose every statement ends as PostgreSQL ends it in that state. */
function failingPool(code: string): pg.Pool {
  const pool = new pg.Pool()
  pool.query = () => Promise.reject(Object.assign(new Error('text of the database'), { code }))
  return pool
}

describe.each<[string, () => Promise<pg.Pool>]>([
  ['away', async () => new pg.Pool({ connectionString: `postgresql://nobody@127.0.0.1:${await deadPort()}/none` })],
  ['full', async () => failingPool('53100')],
  ['shutting down', async () => failingPool('57P01')],
])('when the database is %s', (_, open) => {
  let app: App
  beforeAll(async () => {
    app = await verifierOn(await open())
  })
  afterAll(() => app.close())

  test.each(requests)('%s is told to come back, in both languages', async (_what, request) => {
    const answer = await app.inject(request)
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'database.unavailable'])
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.json()).toMatchObject({ it: expect.any(String), en: expect.any(String), next: { it: expect.any(String) } })
    expect(answer.body).not.toContain('text of the database')
  })

  test('a document is still judged', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/verifications', payload: 'x', headers: { 'content-type': 'text/plain' } })
    expect([answer.statusCode, answer.json().verdict]).toEqual([200, 'invalid'])
  })
})

test('a mistake of ours is not called an absence', async () => {
  const app = await verifierOn(failingPool('42601'))
  const answer = await app.inject({ method: 'POST', url: '/api/presentations', payload: {} })
  expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal'])
  await app.close()
})
