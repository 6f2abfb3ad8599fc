import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encode } from '../../credential/base64url.ts'
import type { App } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'
import { createVerifier } from '../../verifier/app.ts'
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts'

const id = encode(randomBytes(16))
const token = randomBytes(32)
const now = () => new Date('2026-11-27T12:00:00Z')

let database: TestDatabase
let app: App
beforeAll(async () => {
  database = await openTestDatabase()
  const settings = { verifierUrl: 'http://localhost:4001', walletUrl: '', clientName: 'Impresa', demo: false, demoDocuments: '' }
  const fetch = () => Promise.reject(new TypeError('no network'))
  app = await createVerifier({
    config: loadConfig({ LOG_LEVEL: 'silent', DATABASE_URL: database.url }),
    world: { pool: database.pool, now, fetch, trust: { issuers: [], sealRoots: [] }, settings },
  })
  const payload = {
    id,
    ciphertext: encode(randomBytes(64)),
    expiresAt: '2026-11-28T12:00:00Z',
    maxViews: 5,
    revokeHash: encode(createHash('sha256').update(token).digest()),
  }
  expect((await app.inject({ method: 'POST', url: '/api/shares', payload })).statusCode).toBe(201)
  await app.inject({ method: 'POST', url: `/api/shares/${id}/view` })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const count = (headers: Record<string, string>, of = id) => app.inject({ method: 'GET', url: `/api/shares/${of}`, headers })

describe('how often a link was opened', () => {
  test('is told to whoever may switch it off, and kept by nobody on the way', async () => {
    const answer = await count({ 'x-revoke-token': encode(token) })
    expect([answer.statusCode, answer.json(), answer.headers['cache-control']]).toEqual([200, { views: 1 }, 'no-store'])
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['with another token', { 'x-revoke-token': encode(randomBytes(32)) }, 403, 'share.revoke-token'],
    ['with a token of another length', { 'x-revoke-token': encode(randomBytes(31)) }, 403, 'share.revoke-token'],
    ['with what is no token', { 'x-revoke-token': 'nope' }, 400, 'request.invalid'],
    ['without a token', {}, 400, 'request.invalid'],
  ])('is not told %s', async (_, headers, status, code) => {
    const answer = await count(headers)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.body).not.toContain('views')
  })

  test('of a link that nobody made is not known', async () => {
    const answer = await count({ 'x-revoke-token': encode(token) }, encode(randomBytes(16)))
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'share.unknown'])
  })
})
