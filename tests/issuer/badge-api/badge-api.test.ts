import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { composeBadgeClaims } from '../../../credential/open-badge/index.ts'
import { keyed, plainBadge } from '../../credential/data-integrity/badge.ts'
import { issuedByPeer } from '../../credential/data-integrity/digitalbazaar.ts'
import { openBrowser } from '../browser.ts'
import { openService, type Service } from '../service.ts'
import { openPlatform, type Platform, readDescription, SCOPE } from './platform.ts'

interface Listed {
  credential: { id: string; type: string[]; name: string; issuer: { name: string } }[]
  compactJwsString: string[]
}

const NOT_YET = '2026-05-13T09:05:00Z'
const badgeNamed =
  (recipient: string, changes: JsonObject = {}) =>
  (issuer: string) => {
    const badge = plainBadge(issuer)
    const subject = badge.credentialSubject as JsonObject
    const identifier = [{ type: 'IdentityObject', hashed: false, identityType: 'emailAddress', identityHash: recipient }]
    return { ...badge, credentialSubject: { ...subject, identifier }, ...changes } as JsonObject
  }
const EMAIL = 'grazia.ondei@posta.example'
const vector = (file: string) => readFileSync(new URL(`../../../../shared/vectors/ob3/own/${file}`, import.meta.url), 'utf8')
const JSON_TYPE = { 'content-type': 'application/json' }

describe('a badge platform', () => {
  let service: Service
  let platform: Platform
  let tokens: client.TokenEndpointResponse
  beforeAll(async () => {
    service = await openService({ settings: { BADGE_API: 'on' } })
    platform = await openPlatform(service.issuerUrl)
    tokens = await letIn()
  })
  afterAll(() => service.close())

  const letIn = (by: Platform = platform, options: { scope?: string; allow?: (scope: string) => boolean } = {}) =>
    by.authorize({ browser: openBrowser(service), as: 'citizen-ondei', ...options })
  const call = (path: string, init?: RequestInit, token: string | undefined = tokens.access_token) => platform.call(path, token, init)
  const push = (content: string, headers: Record<string, string> = JSON_TYPE) =>
    call('/credentials', { method: 'POST', body: content, headers })
  const pushed = async (content: string, headers?: Record<string, string>) => {
    const response = await push(content, headers)
    return {
      status: response.status,
      body: (await response.json()) as { imsx_codeMajor: string; attesta: { code: string; facts: object } },
    }
  }
  const pulled = async (query = '') => (await (await call(`/credentials${query}`)).json()) as Listed

  test('reads where to register and to ask, and finds the same addresses in the metadata of OAuth', async () => {
    const { OAuth2ACG } = (await readDescription(service.issuerUrl)).components.securitySchemes
    const { authorizationUrl, tokenUrl, refreshUrl, scopes } = OAuth2ACG.flows.authorizationCode
    const server = platform.config.serverMetadata()
    expect(server.authorization_endpoint).toBe(authorizationUrl)
    expect(server.token_endpoint).toBe(tokenUrl)
    expect(refreshUrl).toBe(tokenUrl)
    expect(server.registration_endpoint).toBe(OAuth2ACG['x-imssf-registrationUrl'])
    const names = ['credential.readonly', 'credential.upsert', 'profile.readonly', 'profile.update']
    expect(Object.keys(scopes).sort()).toEqual(names.map((name) => `${SCOPE}${name}`))
  })

  test('pulls the badge of the person who lets it in, the same bytes each time, signed once', async () => {
    const first = await call('/credentials')
    expect(first.status).toBe(200)
    expect(first.headers.get('x-total-count')).toBe('1')
    const text = await first.text()
    const { credential, compactJwsString } = JSON.parse(text) as Listed
    expect(compactJwsString).toEqual([])
    expect(credential).toMatchObject([{ type: expect.arrayContaining(['OpenBadgeCredential']), proof: expect.anything() }])
    expect(await (await call('/credentials')).text()).toBe(text)
    const { rows } = await service.pool.query(`SELECT count(*)::int AS made FROM rendering WHERE form = 'open-badge'`)
    expect(rows).toEqual([{ made: 1 }])
  })

  test('does not give what was annulled', async () => {
    const { rows } = await service.pool.query<{ key: string }>(
      `SELECT p.tax_code_key AS key FROM attestation a JOIN person p ON p.id = a.person_id JOIN status_change c ON c.attestation_id = a.id WHERE c.word = 'annullato'`,
    )
    await service.pool.query(`UPDATE badge_holder SET tax_code_key = $1`, [rows[0]?.key])
    const listed = await pulled()
    await service.pool.query(`UPDATE badge_holder SET tax_code_key = attesta_tax_code_key('NDOGRZ91E70A794R')`)
    expect(listed).toEqual({ credential: [], compactJwsString: [] })
  })

  test('hands in badges of others, with a proof inside or inside a proof, and finds them beside ours', async () => {
    const json = JSON.stringify(await issuedByPeer({ compose: badgeNamed(EMAIL), curve: 'Ed25519', date: NOT_YET }))
    const created = await push(json)
    expect([created.status, created.headers.get('content-type'), await created.text()]).toEqual([
      201,
      'application/json; charset=utf-8',
      json,
    ])
    expect((await push(json, { 'content-type': 'application/vc+ld+json' })).status).toBe(200)

    const { signer, did, verificationMethod } = keyed('ES256')
    const document = badgeNamed(EMAIL, { id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc44' })(did)
    const subject = { id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56ccaa', ...(document.credentialSubject as JsonObject) }
    const payload = composeBadgeClaims({ document: { ...document, credentialSubject: subject }, issuedAt: new Date(NOT_YET) })
    const jws = await signCompact({ header: { typ: 'JWT', kid: verificationMethod }, payload, signer })
    const kept = await push(jws, { 'content-type': 'text/plain' })
    expect([kept.status, await kept.text()]).toEqual([201, jws])

    const { credential, compactJwsString } = await pulled()
    expect(credential.map(({ name }) => name)).toContain('Inclusione e qualità')
    expect(credential).toHaveLength(2)
    expect(compactJwsString).toEqual([jws])
  })

  test('puts a newer copy in the place of an older one, and not the other way round', async () => {
    const { signer, did } = keyed('EdDSA')
    const { signDocument } = await import('../../../credential/data-integrity/index.ts')
    const copy = async (validFrom: string) =>
      JSON.stringify(
        await signDocument({
          document: badgeNamed(EMAIL, { id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc55', validFrom })(did),
          suite: 'eddsa-rdfc-2022',
          signer,
          verificationMethod: `${did}#${did.slice('did:key:'.length)}`,
          created: NOT_YET,
        }),
      )
    const newer = await copy('2026-05-13T09:00:00Z')
    expect((await push(await copy('2026-05-12T09:00:00Z'))).status).toBe(201)
    expect((await push(newer)).status).toBe(200)
    expect(await pushed(await copy('2026-05-11T09:00:00Z'))).toMatchObject({ status: 400, body: { attesta: { code: 'badge-api.older' } } })
    const text = await (await call('/credentials')).text()
    expect(text.split('58172aac-d8ba-11ed-83dd-0b3aef56cc55')).toHaveLength(2)
    expect(text).toContain(newer)
  })

  test('is told that a badge of ours is here already', async () => {
    const ours = (await (await call('/credentials?limit=1')).text()).slice('{"credential":['.length, -'],"compactJwsString":[]}'.length)
    const before = (await call('/credentials')).headers.get('x-total-count')
    expect((await push(ours)).status).toBe(200)
    expect((await call('/credentials')).headers.get('x-total-count')).toBe(before)
  })

  test.each([
    ['that was changed', vector('invalid-tampered-level.json'), 'badge-api.not-verified'],
    ['whose issuer was exchanged', vector('invalid-issuer-swapped.json'), 'badge-api.not-verified'],
    ['that expired', vector('expired.json'), 'badge-api.not-verified'],
    ['of another person', vector('valid-did-key.json'), 'badge-api.other-person'],
    [
      'without a proof',
      JSON.stringify(badgeNamed(EMAIL)('did:key:z6MknPaYsScXsjZN8wg8piU3MmYV6Kb13DLR85dW4JMk6yTN')),
      'badge-api.not-verified',
    ],
    ['that is none', '{"a":1}', 'badge-api.not-verified'],
    ['that is no JSON', '{', 'badge-api.not-verified'],
    ['that says one member twice', '{"id":"a","id":"b"}', 'badge-api.not-verified'],
    ['that is empty', '', 'badge-api.not-a-badge'],
    ['that is a token', vector('valid-rs256.jwt'), 'badge-api.not-a-badge'],
  ])('cannot hand in a document %s', async (_, content, code) => {
    const before = (await call('/credentials')).headers.get('x-total-count')
    expect(await pushed(content)).toMatchObject({ status: 400, body: { imsx_codeMajor: 'failure', attesta: { code } } })
    expect((await call('/credentials')).headers.get('x-total-count')).toBe(before)
  })

  test('is told in words what is wrong with a badge, and the codes beside them', async () => {
    expect(await pushed('{')).toMatchObject({
      body: {
        imsx_description: expect.stringMatching(/^The badge does not pass our checks: it is not kept\. [A-Z][^{}()]+\.$/),
        attesta: { facts: { check: 'format', why: 'json.malformed' } },
      },
    })
  })

  test('is told to come again with a badge whose issuer’s registry does not answer, and not with one whose registry has no such key', async () => {
    let isDown = true
    const registry = createServer((_, response) => response.writeHead(isDown ? 500 : 404).end()).listen(0, 'localhost')
    await once(registry, 'listening')
    const did = `did:web:localhost%3A${(registry.address() as AddressInfo).port}`
    const { signDocument } = await import('../../../credential/data-integrity/index.ts')
    const { signer } = keyed('EdDSA')
    const document = badgeNamed(EMAIL, { id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc77' })(did)
    const badge = await signDocument({ document, suite: 'eddsa-rdfc-2022', signer, verificationMethod: `${did}#k`, created: NOT_YET })
    const response = await push(JSON.stringify(badge))
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
    expect(await response.json()).toMatchObject({
      imsx_codeMajor: 'failure',
      imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldValue: 'server_busy' }] },
      attesta: { code: 'badge-api.issuer-unreachable' },
    })
    isDown = false
    expect(await pushed(JSON.stringify(badge))).toMatchObject({
      status: 400,
      body: { attesta: { code: 'badge-api.not-verified', facts: { check: 'issuer-key', why: 'did.not-found' } } },
    })
    registry.close()
  })

  test.each([
    ['whose key only the token itself names', vector('valid-rs256.jwt')],
    ['whose issuer is not the one that signed', vector('invalid-jwt-iss-mismatch.jwt')],
  ])('cannot hand in a token %s', async (_, content) => {
    expect(await pushed(content.trim(), { 'content-type': 'text/plain' })).toMatchObject({
      status: 400,
      body: { attesta: { code: 'badge-api.not-verified' } },
    })
  })

  test.each([
    ['that its issuer revoked', [{ id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc66', revoked: true }], 400],
    ['that its issuer did not revoke', [], 201],
  ])('hands in a badge %s, and the list is asked', async (_, revokedCredential, status) => {
    const { signer, did } = keyed('EdDSA')
    const { signDocument } = await import('../../../credential/data-integrity/index.ts')
    const asked: string[] = []
    const lists = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: address(), issuer: did, revokedCredential }))
    }).listen(0, 'localhost')
    await once(lists, 'listening')
    const address = () => `http://localhost:${(lists.address() as AddressInfo).port}/revoked`
    const contexts = [...(plainBadge(did)['@context'] as string[]), 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json']
    const named = badgeNamed(EMAIL, {
      '@context': contexts,
      id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc66',
      credentialStatus: { id: address(), type: '1EdTechRevocationList' },
    })
    const verificationMethod = `${did}#${did.slice('did:key:'.length)}`
    const badge = await signDocument({ document: named(did), suite: 'eddsa-rdfc-2022', signer, verificationMethod, created: NOT_YET })
    expect((await push(JSON.stringify(badge))).status).toBe(status)
    expect(asked).toEqual(['/revoked'])
    lists.close()
  })

  test('is refused what is too large or of a form that there is not', async () => {
    expect((await push(`{"a":"${'x'.repeat(300_000)}"}`)).status).toBe(413)
    expect(await pushed('<a/>', { 'content-type': 'application/xml' })).toMatchObject({ body: { attesta: { code: 'request.media-type' } } })
  })

  test('turns the pages, and asks for what came after a moment', async () => {
    const all = await pulled()
    const total = all.credential.length + all.compactJwsString.length
    expect(total).toBeGreaterThan(3)
    const seen: string[] = []
    let next: string | undefined = '/credentials?limit=2'
    while (next !== undefined) {
      const response: Response = await call(next)
      const { credential, compactJwsString } = (await response.json()) as Listed
      seen.push(...credential.map(({ id }) => id), ...compactJwsString)
      const link = response.headers.get('link') ?? ''
      expect(link).toContain('rel="first"')
      expect(link).toContain('rel="last"')
      expect(link.includes('rel="prev"')).toBe(seen.length > 2)
      next = /<[^>]*(\/credentials\?[^>]*)>; rel="next"/.exec(link)?.[1]
    }
    expect(seen).toHaveLength(total)
    expect(new Set(seen)).toEqual(new Set([...all.credential.map(({ id }) => id), ...all.compactJwsString]))
    expect((await call('/credentials?since=2099-01-01T00:00:00Z')).headers.get('x-total-count')).toBe('0')
    const { rows } = await service.pool.query<{ at: Date }>('SELECT max(released_at) AS at FROM attestation')
    expect((await call(`/credentials?since=${rows[0]?.at.toISOString()}`)).headers.get('x-total-count')).toBe(String(total - 1))
    expect((await pulled('?offset=999')).credential).toEqual([])
  })

  test.each(['?limit=0', '?limit=x', '?offset=-1', '?since=ieri', '?sinec=2026-01-01T00:00:00Z'])(
    'is told that %s cannot be',
    async (query) => {
      const response = await call(`/credentials${query}`)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({
        imsx_severity: 'error',
        imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldValue: 'invalid_query_parameter' }] },
      })
    },
  )

  test('reads the profile, and changes what is not who the person is', async () => {
    const profile = (await (await call('/profile')).json()) as Record<string, unknown>
    expect(profile).toMatchObject({ type: ['Profile'], name: 'Gràzia Ondèi', email: EMAIL })
    expect(JSON.stringify(profile)).not.toContain('NDOGRZ')
    const put = (given: unknown) => call('/profile', { method: 'PUT', headers: JSON_TYPE, body: JSON.stringify(given) })
    const changed = { ...profile, description: 'Mi occupo di inclusione.', phone: '+39 035 000000' }
    expect(await (await put(changed)).json()).toEqual(changed)
    expect(await (await call('/profile')).json()).toEqual(changed)
    for (const given of [
      { ...profile, name: 'Un’altra' },
      { ...profile, id: 'urn:x' },
      { ...profile, official: 'sì' },
      { url: 'javascript:1' },
      [],
    ])
      expect((await put(given)).status).toBe(400)
    expect(await (await call('/profile')).json()).toEqual(changed)
  })

  test('is told in the words of 1EdTech that there is no such address, method or permission', async () => {
    expect((await call('/nothing')).status).toBe(404)
    const method = await call('/credentials', { method: 'DELETE' })
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, POST'])
    const none = await platform.call('/credentials', undefined)
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    const wrong = await call('/credentials', {}, 'x'.repeat(43))
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"'])
    expect(await wrong.json()).toMatchObject({
      imsx_codeMajor: 'failure',
      imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldValue: 'unauthorizedrequest' }] },
    })
    // A token in the address would stand in every log.
    expect((await platform.call(`/credentials?access_token=${tokens.access_token}`, undefined)).status).toBe(401)
  })

  test('may do what the person ticked, and nothing else', async () => {
    const other = await openPlatform(service.issuerUrl)
    const { access_token: token, scope } = await letIn(other, { allow: (one) => one === `${SCOPE}profile.readonly` })
    expect(scope?.split(' ').sort()).toEqual([`${SCOPE}profile.readonly`, 'offline_access'].sort())
    expect((await other.call('/profile', token)).status).toBe(200)
    const refused = await other.call('/credentials', token)
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([403, 'Bearer error="insufficient_scope"'])
    expect((await other.call('/credentials', token, { method: 'POST', headers: JSON_TYPE, body: '{}' })).status).toBe(403)
    expect((await other.call('/profile', token, { method: 'PUT', headers: JSON_TYPE, body: '{}' })).status).toBe(403)
  })

  test('comes back with a refresh token, once with each, and no more once it gave one back', async () => {
    const other = await openPlatform(service.issuerUrl)
    const first = await letIn(other)
    const second = await client.refreshTokenGrant(other.config, first.refresh_token ?? '')
    expect((await other.call('/credentials', second.access_token)).status).toBe(200)
    // Of two who show one refresh token, one stole it: all that the person allowed ends (RFC 9700 §4.14.2).
    await expect(client.refreshTokenGrant(other.config, first.refresh_token ?? '')).rejects.toThrow()
    expect((await other.call('/credentials', second.access_token)).status).toBe(401)

    const third = await letIn(other)
    await client.tokenRevocation(other.config, third.refresh_token ?? '')
    await expect(client.refreshTokenGrant(other.config, third.refresh_token ?? '')).rejects.toThrow()
    expect((await other.call('/credentials', third.access_token)).status).toBe(401)
  })

  test('gets an hour, and no refresh token, where it did not ask for more', async () => {
    const { refresh_token, expires_in } = await letIn(await openPlatform(service.issuerUrl), { scope: `${SCOPE}credential.readonly` })
    expect([refresh_token, expires_in]).toEqual([undefined, 3600])
  })

  test('ends its earlier permission when the person answers again', async () => {
    const other = await openPlatform(service.issuerUrl)
    const first = await letIn(other)
    await letIn(other, { allow: (one) => one === `${SCOPE}profile.readonly` })
    expect((await other.call('/credentials', first.access_token)).status).toBe(401)
  })

  test('cannot come back with another secret, and no secret lies in the table', async () => {
    const other = await openPlatform(service.issuerUrl)
    const stranger = new client.Configuration(
      other.config.serverMetadata(),
      other.config.clientMetadata().client_id,
      {},
      client.ClientSecretBasic('un-altro'),
    )
    client.allowInsecureRequests(stranger)
    const { refresh_token } = await letIn(other)
    await expect(client.refreshTokenGrant(stranger, refresh_token ?? '')).rejects.toMatchObject({
      status: 401,
      cause: [{ parameters: { error: 'invalid_client' } }],
    })
    const { rows } = await service.pool.query<{ secret: string }>(
      `SELECT payload ->> 'client_secret' AS secret FROM oauth_payload WHERE model = 'BadgeClient'`,
    )
    // The table holds no secret that opens anything.
    for (const { secret } of rows) expect(secret).toMatch(/^[\w-]{43}$/)
    expect(rows.map(({ secret }) => secret)).not.toContain(other.config.clientMetadata().client_secret)
  })

  test('leaves no name, address or token in the logs', () => {
    for (const secret of [tokens.access_token, EMAIL, 'Ondèi', 'NDOGRZ', 'Vetrina']) expect(service.logged()).not.toContain(secret)
  })
})
