import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AttestaError } from '../../credential/errors.ts'
import { type App, createApp } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'

const schema = {
  body: {
    type: 'object',
    additionalProperties: false,
    required: ['name'],
    properties: { name: { type: 'string' }, count: { type: 'integer' }, sort: { type: 'string', default: 'name' } },
  },
} as const

const database = { ready: true }
let app: App

beforeAll(async () => {
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', REQUESTS_PER_MINUTE: '400' })
  app = await createApp({ config, service: 'issuer', ready: async () => database.ready })
  app.post('/things', { schema }, async (request) => request.body)
  app.get('/things-of/:id', async () => ({}))
  app.get('/known', () => {
    throw new AttestaError('share.lifetime', { days: 90 })
  })
  app.get('/broken', () => {
    throw new Error("colonna cf = 'RSSMRA85T10A562S'")
  })
})
afterAll(() => app.close())

const post = (payload: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/things', payload, headers: { 'content-type': 'application/json', ...headers } })

describe('an address that no route could have', () => {
  test.each([
    ['longer than any', `/things-of/${'a'.repeat(5000)}`, 404, 'request.not-found'],
    ['that cannot be decoded', '/things-of/%E0%A4%A', 400, 'request.malformed'],
  ])('%s is refused without repeating it', async (_, url, status, code) => {
    const answer = await app.inject({ url })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.body).not.toMatch(/FST_|aaaa|things-of/)
    const page = await app.inject({ url, headers: { accept: 'text/html' } })
    expect(page.statusCode).toBe(status)
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    expect(page.body).not.toMatch(/FST_|aaaa|things-of/)
  })
})

describe('a body', () => {
  test('arrives as it was sent', async () => {
    const answer = await post('{"name":"Zoè","count":3}')
    expect(answer.json()).toEqual({ name: 'Zoè', count: 3 })
  })

  test.each([
    ['an unknown member', '{"name":"a","admin":true}', 400, 'request.invalid'],
    ['a number for a string', '{"name":7}', 400, 'request.invalid'],
    ['a string for a number', '{"name":"a","count":"3"}', 400, 'request.invalid'],
    ['an operator for a string', '{"name":{"not":""}}', 400, 'request.invalid'],
    ['a list for a string', '{"name":["a"]}', 400, 'request.invalid'],
    ['nothing', '', 400, 'request.body-missing'],
    ['a list for an object', '[]', 400, 'request.body-missing'],
    ['a repeated key', '{"name":"a","name":"b"}', 400, 'json.repeated-name'],
    ['a repeated key, escaped', '{"name":"a","n\\u0061me":"b"}', 400, 'json.repeated-name'],
    ['__proto__', '{"name":"a","__proto__":{"admin":true}}', 400, 'json.forbidden-name'],
    ['no JSON', '{"name":', 400, 'json.malformed'],
    ['JSON fifty thousand levels deep', '['.repeat(50_000), 400, 'json.too-deep'],
    ['a lone surrogate', '{"name":"\\ud800"}', 400, 'json.lone-surrogate'],
    ['more than the limit', `{"name":"${'a'.repeat(300_000)}"}`, 413, 'request.too-large'],
  ])('with %s is refused', async (_, payload, status, code) => {
    const answer = await post(payload)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  test.each(['text/plain', 'application/xml', 'application/json\ta', 'application/jsonx'])('of type %s is refused', async (type) => {
    const answer = await post('{"name":"a"}', { 'content-type': type })
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'request.media-type'])
  })

  test('that is refused names the field and does not repeat its value', async () => {
    const answer = await post('{"name":"a","count":"RSSMRA85T10A562S"}')
    expect(answer.json()).toMatchObject({ field: 'count' })
    expect(answer.body).not.toContain('RSSMRA85T10A562S')
  })
})

test('a body that is missing is told which fields are awaited, in both languages', async () => {
  const { field, facts, next } = (await post('')).json()
  expect(field).toBeUndefined()
  expect(facts).toEqual({ fields: 'name' })
  expect(next).toEqual({ it: 'Manda questi campi: name.', en: 'Send these fields: name.' })
})

test('a request that never ends does not keep its connection for ever', () => {
  expect(app.server.requestTimeout).toBeGreaterThan(0)
})

describe('a problem', () => {
  test('says in both languages what happened and what to do next', async () => {
    const answer = await app.inject('/known')
    const problem = answer.json()
    expect(problem).toMatchObject({ type: 'urn:attesta:problem:share.lifetime', code: 'share.lifetime', status: answer.statusCode })
    expect(problem.it).toContain('90')
    expect(problem.en).toContain('90')
    expect(problem.next.it).not.toBe(problem.next.en)
  })

  test('of our own making says nothing from inside', async () => {
    const answer = await app.inject('/broken')
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal'])
    expect(answer.body).not.toMatch(/RSSMRA|colonna|Error/)
  })

  test.each(['/nowhere', '/things/', '//things', '/%2e%2e/things', '/things%00'])('for %s is “not found”', async (url) => {
    expect((await app.inject(url)).json().code).toMatch(/^request\.(not-found|malformed)$/)
  })
})

describe('every answer', () => {
  test.each(['/health', '/known', '/broken', '/nowhere'])('of %s carries the strict policy', async (url) => {
    const { headers } = await app.inject(url)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })
})

describe('readiness', () => {
  test('is apart from health', async () => {
    database.ready = false
    const [health, ready] = [await app.inject('/health'), await app.inject('/ready')]
    database.ready = true
    expect([health.statusCode, ready.statusCode, ready.json().code]).toEqual([200, 503, 'service.not-ready'])
    expect(ready.headers['retry-after']).toBeDefined()
    expect((await app.inject('/ready')).statusCode).toBe(200)
  })
})

test('one address that asks without end is told to wait; files of the page and health do not count', async () => {
  const statuses = await Promise.all(Array.from({ length: 450 }, async () => (await app.inject('/known')).statusCode))
  const { statusCode, headers } = await app.inject('/known')
  expect(statuses).toContain(429)
  expect(statusCode).toBe(429)
  expect(headers['retry-after']).toBeDefined()
  expect((await app.inject('/known')).json()).toMatchObject({ code: 'request.too-many' })
  expect((await app.inject('/health')).statusCode).toBe(200)
  expect((await app.inject({ url: '/known', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode).toBe(429)
})
