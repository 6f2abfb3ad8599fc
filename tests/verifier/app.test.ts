import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { CompactEncrypt, decodeJwt, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presentSdJwt } from '../../credential/sd-jwt/index.ts'
import type { App } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'
import { throwawaySigner } from '../../scripts/vectors/throwaway-signer.ts'
import { createVerifier } from '../../verifier/app.ts'
import { demoRequestSigner } from '../../verifier/openid4vp/certificate.ts'
import type { VerifierWorld } from '../../verifier/world.ts'
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts'
import { type DemoWorld, demoWorld, moments } from '../fixtures/demo-world.ts'

let database: TestDatabase
let app: App
let demo: DemoWorld
let world: VerifierWorld

beforeAll(async () => {
  database = await openTestDatabase()
  demo = await demoWorld()
  await demo.publishStatus([])
  const now = () => moments.now
  const signer = throwawaySigner()
  world = {
    pool: database.pool,
    now,
    fetch: demo.web.fetch,
    trust: demo.trust,
    requestSigner: await demoRequestSigner({
      dir: await mkdtemp(join(tmpdir(), 'attesta-verifier-')),
      host: 'localhost',
      signer,
      now: now(),
    }),
    settings: {
      verifierUrl: 'http://localhost:4001',
      walletUrl: 'http://localhost:4002',
      clientName: 'Impresa',
      demo: true,
      demoDocuments: '',
    },
  }
  app = await createVerifier({ config: loadConfig({ LOG_LEVEL: 'silent', DATABASE_URL: database.url }), world })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const send = (request: InjectOptions) => app.inject(request)

interface Asked {
  readonly id: string
  readonly secret: string
  readonly request: { nonce: string; state: string; client_id: string; response_uri: string; client_metadata: { jwks: { keys: [JWK] } } }
}

async function ask(): Promise<Asked> {
  const { id, secret } = (await send({ method: 'POST', url: '/api/presentations', payload: { purpose: 'Assunzione' } })).json()
  const { body } = await send({ method: 'GET', url: `/openid4vp/requests/${id}` })
  return { id, secret, request: decodeJwt(body) }
}

const ASKED = ['given_name', 'family_name', 'competences']

/** A wallet's answer; `change` makes it a wrong one. */
async function answer(
  { id, request }: Asked,
  change: {
    audience?: string
    nonce?: string
    iat?: Date
    signer?: DemoWorld['holder']
    after?: (text: string) => string
    withhold?: string[]
    shows?: 'what was asked' | 'everything'
  } = {},
) {
  const {
    audience = request.client_id,
    nonce = request.nonce,
    iat = moments.now,
    signer = demo.holder,
    after = (text: string) => text,
    withhold = [],
    shows = 'what was asked',
  } = change
  const presentation = await presentSdJwt({
    sdJwt: demo.sdJwt,
    disclose: (_, [claim]) => (shows === 'everything' || ASKED.includes(String(claim))) && !withhold.includes(String(claim)),
    keyBinding: { signer, audience, nonce, iat },
  })
  return post(id, await encrypt(request, { state: request.state, vp_token: { attestato: [after(presentation)] } }))
}

async function encrypt({ client_metadata }: Asked['request'], content: unknown): Promise<string> {
  const [key] = client_metadata.jwks.keys
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid ?? '' })
    .encrypt(await importJWK(key, 'ECDH-ES'))
}

function post(id: string, response: string) {
  return send({
    method: 'POST',
    url: `/openid4vp/responses/${id}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ response }).toString(),
  })
}

async function verdictOf({ id, secret }: Asked) {
  const { result } = (await send({ method: 'GET', url: `/api/presentations/${id}`, headers: { 'x-session-secret': secret } })).json()
  return {
    verdict: result?.verdict,
    failed: result?.checks.filter((check: { outcome: string }) => check.outcome === 'failed').map((check: { id: string }) => check.id),
    result,
  }
}

describe('OpenID4VP', () => {
  test('asks with a signed request that says who, why and for what', async () => {
    const { id } = await ask()
    const { body, headers } = await send({ method: 'GET', url: `/openid4vp/requests/${id}` })
    expect(headers['content-type']).toContain('application/oauth-authz-req+jwt')
    expect(decodeProtectedHeader(body)).toMatchObject({ typ: 'oauth-authz-req+jwt', alg: 'ES256', x5c: [expect.any(String)] })
    expect(decodeJwt(body)).toMatchObject({
      aud: 'https://self-issued.me/v2',
      client_id: 'x509_san_dns:localhost',
      response_mode: 'direct_post.jwt',
      purpose: 'Assunzione',
      dcql_query: { credentials: [{ id: 'attestato', format: 'dc+sd-jwt' }] },
    })
  })

  test('keeps nothing that a wallet shows unasked, in the answer or in the database', async () => {
    const asked = await ask()
    expect((await answer(asked, { shows: 'everything' })).statusCode).toBe(200)
    const { verdict, result } = await verdictOf(asked)
    expect(verdict).toBe('valid')
    expect(Object.keys(result.credential.holder).sort()).toEqual(['familyName', 'givenName', 'name'])
    expect(result.credential.competences).not.toEqual([])
    const { rows } = await database.pool.query('SELECT result::text AS kept FROM presentation_session WHERE id = $1', [asked.id])
    expect(rows[0].kept).toContain('familyName')
    expect(rows[0].kept).not.toMatch(/birthDate|taxCode|assessment/)
  })

  test('echoes the nonce of a wallet that posts one', async () => {
    const { id } = await ask()
    const { body } = await send({
      method: 'POST',
      url: `/openid4vp/requests/${id}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'wallet_nonce=abc123',
    })
    expect(decodeJwt(body)).toMatchObject({ wallet_nonce: 'abc123' })
  })

  test('ends in a verdict for the page that asked', async () => {
    const asked = await ask()
    expect((await answer(asked)).statusCode).toBe(200)
    const { verdict, result } = await verdictOf(asked)
    expect(verdict).toBe('valid')
    expect(result.checks).toContainEqual(expect.objectContaining({ id: 'holder', outcome: 'passed' }))
    expect(result.credential.holder.birthDate).toBeUndefined()
  })

  test.each<[string, Parameters<typeof answer>[1]]>([
    ['for another verifier', { audience: 'x509_san_dns:altrove.example' }],
    ['for the client id without its prefix', { audience: 'localhost' }],
    ['over another nonce', { nonce: 'un-altro-nonce' }],
    ['made a day ago', { iat: new Date(moments.now.getTime() - 24 * 3600_000) }],
    ['made tomorrow', { iat: new Date(moments.now.getTime() + 24 * 3600_000) }],
    ['by another key', { signer: throwawaySigner() }],
    ['over more than is shown', { after: (text) => text.replace(/~[^~]+~/, '~') }],
    ['not at all', { after: (text) => text.slice(0, text.lastIndexOf('~') + 1) }],
  ])('is not valid when the key binding was made %s', async (_, change) => {
    const asked = await ask()
    await answer(asked, change)
    expect(await verdictOf(asked)).toMatchObject({ verdict: 'invalid', failed: expect.arrayContaining(['holder']) })
  })

  test("is not valid when a byte of the issuer's signature is changed", async () => {
    const asked = await ask()
    await answer(asked, { after: (text) => text.replace(/^([^.]+\.[^.]+\.)(.)/, (_, head, first) => head + (first === 'A' ? 'B' : 'A')) })
    expect(await verdictOf(asked)).toMatchObject({ verdict: 'invalid', failed: expect.arrayContaining(['proof']) })
  })

  test.each([
    ['anything that was asked for', ASKED],
    ['the family name', ['family_name']],
    ['both names', ['given_name', 'family_name']],
    ['every competence', ['competences']],
  ])('is no verdict when the wallet does not show %s: it is refused, says what is missing, and is over', async (_, withhold) => {
    const asked = await ask()
    const refused = await answer(asked, { withhold })
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'presentation.incomplete'])
    expect(refused.json()).toMatchObject({ it: expect.any(String), en: expect.any(String), facts: { missing: withhold.join(', ') } })
    const { body } = await send({ method: 'GET', url: `/api/presentations/${asked.id}`, headers: { 'x-session-secret': asked.secret } })
    expect(JSON.parse(body)).toEqual({ state: 'incomplete', missing: withhold })
    expect((await answer(asked)).json()).toMatchObject({ code: 'presentation.already-answered' })
  })

  test('is valid with some of the competences: which to show is the choice of the person', async () => {
    const asked = await ask()
    const presentation = await presentSdJwt({
      sdJwt: demo.sdJwt,
      disclose: (_, [claim, at]) => ['given_name', 'family_name'].includes(String(claim)) || (claim === 'competences' && at === 0),
      keyBinding: { signer: demo.holder, audience: asked.request.client_id, nonce: asked.request.nonce, iat: moments.now },
    })
    await post(asked.id, await encrypt(asked.request, { state: asked.request.state, vp_token: { attestato: [presentation] } }))
    expect(await verdictOf(asked)).toMatchObject({ verdict: 'valid' })
  })

  test('is not valid when it is forged and incomplete', async () => {
    const asked = await ask()
    expect((await answer(asked, { withhold: ['competences'], nonce: 'un-altro-nonce' })).statusCode).toBe(200)
    expect(await verdictOf(asked)).toMatchObject({ verdict: 'invalid', failed: expect.arrayContaining(['holder']) })
  })

  test('is answered once, however many answer at once', async () => {
    const asked = await ask()
    const codes = (await Promise.all(Array.from({ length: 10 }, () => answer(asked)))).map(({ statusCode }) => statusCode)
    expect(codes.filter((code) => code === 200)).toHaveLength(1)
    expect((await answer(asked)).json()).toMatchObject({ code: 'presentation.already-answered' })
  })

  test('may be declined', async () => {
    const asked = await ask()
    await post(asked.id, await encrypt(asked.request, { state: asked.request.state, error: 'access_denied' }))
    const { body } = await send({ method: 'GET', url: `/api/presentations/${asked.id}`, headers: { 'x-session-secret': asked.secret } })
    expect(JSON.parse(body)).toEqual({ state: 'declined' })
  })

  test.each([
    ['nothing', {}, 'presentation.malformed'],
    ['a refusal for another session', { error: 'access_denied', state: 'other' }, 'presentation.state'],
    ['what is not encrypted', { response: '{"vp_token":{}}' }, 'presentation.encryption'],
  ])('refuses %s and stays open', async (_, form, code) => {
    const asked = await ask()
    const response = await send({
      method: 'POST',
      url: `/openid4vp/responses/${asked.id}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    })
    expect(response.json()).toMatchObject({ code })
    expect((await answer(asked)).statusCode).toBe(200)
  })
})

const nowhere = '00000000-0000-4000-8000-000000000000'
const share = 'A'.repeat(22)
test.each<[string, InjectOptions]>([
  ['verifications', { method: 'POST', url: '/api/verifications', payload: 'x', headers: { 'content-type': 'text/plain' } }],
  ['requests', { method: 'POST', url: '/api/presentations', payload: { purpose: 'Assunzione' } }],
  ['a wallet that fetches a request', { method: 'GET', url: `/openid4vp/requests/${nowhere}` }],
  ['a wallet that answers', { method: 'POST', url: `/openid4vp/responses/${nowhere}`, payload: {} }],
  ['new shares', { method: 'POST', url: '/api/shares', payload: {} }],
  ['views of shares', { method: 'POST', url: `/api/shares/${share}/view` }],
  ['counts of shares', { method: 'GET', url: `/api/shares/${share}`, headers: { 'x-revoke-token': share } }],
  ['the end of shares', { method: 'DELETE', url: `/api/shares/${share}`, payload: { revokeToken: share } }],
])('one address that goes on with %s is told to wait, in both languages', async (_what, request) => {
  const strict = await createVerifier({ config: loadConfig({ LOG_LEVEL: 'silent', DOOR_REQUESTS_PER_MINUTE: '3' }), world })
  const answers = []
  for (let at = 0; at < 4; at++) answers.push(await strict.inject(request))
  expect(answers.slice(0, 3).map(({ statusCode }) => statusCode)).not.toContain(429)
  const [, , , last] = answers
  expect(last?.statusCode).toBe(429)
  expect(last?.headers['content-type']).toContain('application/problem+json')
  expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
  expect(last?.json()).toMatchObject({ code: 'request.too-many', it: expect.any(String), en: expect.any(String) })
  expect((await strict.inject('/api/trust')).statusCode).toBe(200)
  await strict.close()
})
