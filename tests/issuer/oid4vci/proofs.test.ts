import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshKeyPair } from '../../../keys/fresh-key-pair.ts'
import { askCredential, dpopProof, keyProof, newKey, newNonce, type ProofOptions, redeem, seconds, send, tokenFor } from './wallet.ts'
import { openIssuer, type TestIssuer } from './world.ts'

const ASCII = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await openIssuer()
})
afterAll(() => issuer.close())

const newToken = async () => tokenFor(issuer, await issuer.offer((await issuer.release()).attestationId))
const request = (proof: string, id = 'attestato_sd_jwt') => ({ credential_configuration_id: id, proofs: { jwt: [proof] } })

describe('a key proof', () => {
  const oct = { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA' }
  const bad: [string, () => ProofOptions | Promise<ProofOptions>, string][] = [
    ['for another issuer', () => ({ payload: { aud: 'https://other.example' } }), 'invalid_proof'],
    ['for this issuer with a slash', () => ({ payload: { aud: `${issuer.issuerUrl}/` } }), 'invalid_proof'],
    ['for a list of issuers', () => ({ payload: { aud: [issuer.issuerUrl] } }), 'invalid_proof'],
    ['for nobody', () => ({ payload: { aud: undefined } as never }), 'invalid_proof'],
    ['without iat', () => ({ payload: { iat: undefined } as never }), 'invalid_proof'],
    ['of yesterday', () => ({ payload: { iat: seconds() - 86_400 } }), 'invalid_proof'],
    ['of tomorrow', () => ({ payload: { iat: seconds() + 86_400 } }), 'invalid_proof'],
    ['with iat as text', () => ({ payload: { iat: `${seconds()}` } as never }), 'invalid_proof'],
    ['that has expired', () => ({ payload: { exp: seconds() - 10 } }), 'invalid_proof'],
    ['of a client that gave no name', () => ({ payload: { iss: 'attesta-wallet' } }), 'invalid_proof'],
    ['without nonce', () => ({ payload: { nonce: undefined } as never }), 'invalid_proof'],
    ['with a nonce that nobody gave', () => ({ nonce: 'c29tZXRoaW5nIGVsc2U' }), 'invalid_nonce'],
    ['with quotes and newlines for a nonce', () => ({ nonce: '"\n\r\\\u0000' }), 'invalid_nonce'],
    ['of another type', () => ({ header: { typ: 'JWT' } }), 'invalid_proof'],
    ['of no type', () => ({ header: { typ: undefined } }), 'invalid_proof'],
    ['naming its key twice', () => ({ header: { kid: 'did:jwk:e30#0' } }), 'invalid_proof'],
    ['naming its key three times', () => ({ header: { kid: 'x', x5c: ['x'] } }), 'invalid_proof'],
    ['naming no key', () => ({ header: { jwk: undefined } }), 'invalid_proof'],
    ['by certificate', () => ({ header: { jwk: undefined, x5c: ['MIIB'] } }), 'invalid_proof'],
    ['by a did:web', () => ({ header: { jwk: undefined, kid: 'did:web:evil.example#0' } }), 'invalid_proof'],
    ['by a did:jwk that is junk', () => ({ header: { jwk: undefined, kid: 'did:jwk:AAAA#0' } }), 'invalid_proof'],
    ['with a symmetric jwk', () => ({ header: { jwk: oct } }), 'invalid_proof'],
    ['with the key of another', async () => ({ header: { jwk: (await newKey()).jwk } }), 'invalid_proof'],
    ['with a private jwk', async () => privateProof(), 'invalid_proof'],
    ['with something critical', () => ({ header: { crit: ['b64'], b64: true } }), 'invalid_proof'],
  ]
  test.each(bad)('%s is refused', async (_, options, error) => {
    const { status, body } = await askCredential(issuer, {
      token: await newToken(),
      body: request(await keyProof(issuer, await options())),
    })
    expect([status, body.error]).toEqual([400, error])
    expect(body.error_description).toMatch(ASCII)
  })

  async function privateProof(): Promise<ProofOptions> {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(privateKey)
    return { key: { privateKey, jwk, thumbprint: '' } }
  }

  test('with alg none is refused', async () => {
    const key = await newKey()
    const [, payload] = (await keyProof(issuer, { key })).split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'openid4vci-proof+jwt', jwk: key.jwk })).toString('base64url')
    for (const proof of [`${header}.${payload}.`, `${header}.${payload}.AA`]) {
      const { body } = await askCredential(issuer, { token: await newToken(), body: request(proof) })
      expect(body.error).toBe('invalid_proof')
    }
  })

  test('with HS256 under the public key is refused', async () => {
    const { jwk } = await newKey()
    const secret = new TextEncoder().encode(JSON.stringify(jwk).padEnd(64))
    const proof = await new SignJWT({ aud: issuer.issuerUrl, iat: seconds(), nonce: await newNonce(issuer) })
      .setProtectedHeader({ alg: 'HS256', typ: 'openid4vci-proof+jwt', jwk })
      .sign(secret)
    const { body } = await askCredential(issuer, { token: await newToken(), body: request(proof) })
    expect(body.error).toBe('invalid_proof')
  })

  test('with RS256 is refused, since it is not among the algorithms of the metadata', async () => {
    const { privateKey, publicKey } = freshKeyPair('RSA-2048')
    const proof = await new SignJWT({ aud: issuer.issuerUrl, iat: seconds(), nonce: await newNonce(issuer) })
      .setProtectedHeader({ alg: 'RS256', typ: 'openid4vci-proof+jwt', jwk: publicKey.export({ format: 'jwk' }) as never })
      .sign(privateKey)
    const { body } = await askCredential(issuer, { token: await newToken(), body: request(proof) })
    expect(body.error).toBe('invalid_proof')
  })

  test('may name the client of the token', async () => {
    const offer = await issuer.offer((await issuer.release()).attestationId)
    const { body } = await redeem(issuer, offer, { parameters: { client_id: 'attesta-wallet' } })
    const token = String(body.access_token)
    const other = await askCredential(issuer, { token, body: request(await keyProof(issuer, { payload: { iss: 'other-wallet' } })) })
    expect(other.body.error).toBe('invalid_proof')
    expect(
      (await askCredential(issuer, { token, body: request(await keyProof(issuer, { payload: { iss: 'attesta-wallet' } })) })).status,
    ).toBe(200)
  })

  test('counts once, also when it comes a hundred times at once or under another token', async () => {
    const proof = await keyProof(issuer)
    const tokens = await Promise.all(Array.from({ length: 5 }, newToken))
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, turn) => askCredential(issuer, { token: tokens[turn % 5] ?? '', body: request(proof) })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { body } of answers.filter(({ status }) => status !== 200)) expect(body.error).toBe('invalid_nonce')
  })

  test('two by the same key, or one twice, are refused', async () => {
    const key = await newKey()
    const nonce = await newNonce(issuer)
    const one = await keyProof(issuer, { key, nonce })
    for (const jwt of [
      [one, await keyProof(issuer, { key, nonce })],
      [one, one],
    ]) {
      const { body } = await askCredential(issuer, {
        token: await newToken(),
        body: { credential_configuration_id: 'attestato_sd_jwt', proofs: { jwt } },
      })
      expect(body.error).toBe('invalid_proof')
    }
  })

  test('the nonce of an expired minute is refused', async () => {
    const nonce = await newNonce(issuer)
    await issuer.pool.query(`UPDATE vci_nonce SET expires_at = now() - interval '1 second' WHERE used_at IS NULL`)
    const { body } = await askCredential(issuer, { token: await newToken(), body: request(await keyProof(issuer, { nonce })) })
    expect(body.error).toBe('invalid_nonce')
  })
})

describe('an access token', () => {
  const url = () => `${issuer.issuerUrl}/oid4vci/credential`
  const dpopToken = async () => {
    const key = await newKey()
    const offer = await issuer.offer((await issuer.release()).attestationId)
    const DPoP = await dpopProof(key, { url: `${issuer.issuerUrl}/oauth/token` })
    return { key, token: String((await redeem(issuer, offer, { headers: { DPoP } })).body.access_token) }
  }

  test.each<[string, () => Promise<{ token: string; scheme?: string; headers?: Record<string, string> }>]>([
    ['none', async () => ({ token: '' })],
    ['unknown', async () => ({ token: 'unknown' })],
    ['with quotes and newlines', async () => ({ token: '"\\ é' })],
    ['expired', async () => expired(await newToken())],
    ['bearer, shown as DPoP', async () => ({ token: await newToken(), scheme: 'DPoP' })],
    ['bound to a key, shown as bearer', async () => ({ token: (await dpopToken()).token })],
    ['in the scheme Basic', async () => ({ token: await newToken(), scheme: 'Basic' })],
  ])('%s is refused with a challenge', async (_, make) => {
    const { status, body, headers } = await askCredential(issuer, { ...(await make()), body: request(await keyProof(issuer)) })
    expect([status, body.error]).toEqual([401, 'invalid_token'])
    expect(headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token".*DPoP .*algs="ES256/)
  })

  async function expired(token: string) {
    await issuer.pool.query(`UPDATE oauth_payload SET expires_at = now() - interval '1 second' WHERE model = 'AccessToken'`)
    return { token }
  }

  test('bound to a key is taken with a proof by that key', async () => {
    const { key, token } = await dpopToken()
    const DPoP = await dpopProof(key, { url: url(), token })
    const { status } = await askCredential(issuer, { token, scheme: 'DPoP', headers: { DPoP }, body: request(await keyProof(issuer)) })
    expect(status).toBe(200)
  })

  type Proof = { key: Awaited<ReturnType<typeof newKey>>; token: string }
  test.each<[string, (made: Proof) => Promise<string | undefined>]>([
    ['no proof', async () => undefined],
    ['a proof by another key', async ({ token }) => dpopProof(await newKey(), { url: url(), token })],
    ['a proof for another address', async ({ key, token }) => dpopProof(key, { url: `${issuer.issuerUrl}/oauth/token`, token })],
    ['a proof for another method', async ({ key, token }) => dpopProof(key, { url: url(), token, payload: { htm: 'GET' } })],
    ['a proof for another token', async ({ key }) => dpopProof(key, { url: url(), token: 'another' })],
    ['a proof for no token', async ({ key }) => dpopProof(key, { url: url() })],
    ['a proof without jti', async ({ key, token }) => dpopProof(key, { url: url(), token, payload: { jti: '' } })],
    ['a proof of another type', async ({ key, token }) => dpopProof(key, { url: url(), token, header: { typ: 'jwt' } })],
    [
      'two proofs',
      async ({ key, token }) => `${await dpopProof(key, { url: url(), token })}, ${await dpopProof(key, { url: url(), token })}`,
    ],
    ['a key proof', async ({ key }) => keyProof(issuer, { key })],
  ])('bound to a key is refused with %s', async (_, make) => {
    const made = await dpopToken()
    const DPoP = await make(made)
    const { status, body, headers } = await askCredential(issuer, {
      token: made.token,
      scheme: 'DPoP',
      headers: DPoP === undefined ? {} : { DPoP },
      body: request(await keyProof(issuer)),
    })
    expect([status, body.error]).toEqual([401, 'invalid_dpop_proof'])
    expect(headers.get('www-authenticate')).toMatch(/^DPoP error="invalid_dpop_proof"/)
  })

  test('a proof of another day is asked to come back with a nonce, and then taken, once', async () => {
    const { key, token } = await dpopToken()
    const ask = async (DPoP: string) =>
      askCredential(issuer, { token, scheme: 'DPoP', headers: { DPoP }, body: request(await keyProof(issuer)) })
    const iat = seconds() - 86_400
    const first = await ask(await dpopProof(key, { url: url(), token, payload: { iat } }))
    expect([first.status, first.body.error]).toEqual([401, 'use_dpop_nonce'])
    const nonce = first.headers.get('dpop-nonce') ?? ''
    expect((await ask(await dpopProof(key, { url: url(), token, payload: { iat, nonce } }))).status).toBe(200)
    expect((await ask(await dpopProof(key, { url: url(), token, payload: { iat, nonce } }))).body.error).toBe('use_dpop_nonce')
  })

  test('a proof sent eight times at once counts once', async () => {
    const { key, token } = await dpopToken()
    const DPoP = await dpopProof(key, { url: url(), token })
    const proofs = await Promise.all(Array.from({ length: 8 }, () => keyProof(issuer)))
    const answers = await Promise.all(
      proofs.map((proof) => askCredential(issuer, { token, scheme: 'DPoP', headers: { DPoP }, body: request(proof) })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { body } of answers.filter(({ status }) => status !== 200)) expect(body.error).toBe('invalid_dpop_proof')
  })
})

describe('what wallets read first', () => {
  test('the issuer metadata is whole', async () => {
    const { body, headers } = await send(`${issuer.issuerUrl}/.well-known/openid-credential-issuer`, {})
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(body).toMatchObject({
      credential_issuer: issuer.issuerUrl,
      nonce_endpoint: `${issuer.issuerUrl}/oid4vci/nonce`,
      batch_credential_issuance: { batch_size: 10 },
    })
    const configurations = Object.entries(body.credential_configurations_supported as Record<string, Record<string, unknown>>)
    expect(configurations.map(([name]) => name)).toEqual(['attestato_sd_jwt', 'attestato_open_badge'])
    for (const [name, configuration] of configurations) {
      expect(configuration.scope).toBe(name)
      expect(configuration.cryptographic_binding_methods_supported).toContain('jwk')
      expect(configuration.proof_types_supported).toHaveProperty('jwt')
      expect(configuration.credential_metadata).toMatchObject({ display: [{ locale: 'it-IT' }, { locale: 'en' }] })
    }
  })

  test('nonces are unique and never kept by a cache', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(`${issuer.issuerUrl}/oid4vci/nonce`, { method: 'POST' })))
    expect(new Set(answers.map(({ body }) => body.c_nonce)).size).toBe(20)
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store')
  })

  test('an offer is read as often as wished, and an unknown one is not there', async () => {
    const offer = await issuer.offer((await issuer.release()).attestationId)
    for (let turn = 0; turn < 2; turn++) expect((await send(offer.uri, {})).status).toBe(200)
    for (const handle of ['unknown', '%22%0a%0d', 'x'.repeat(500)]) {
      const { status } = await send(`${issuer.issuerUrl}/oid4vci/offers/${handle}`, {})
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
  })

  test('a page of another origin may ask', async () => {
    const { status, headers } = await send(`${issuer.issuerUrl}/oid4vci/credential`, { method: 'OPTIONS' })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-headers')).toContain('DPoP')
    expect(headers.get('access-control-expose-headers')).toContain('DPoP-Nonce')
  })
})
