import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PublicJwk } from '../../../credential/crypto/port.ts'
import { verifyProofs } from '../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { readOpenBadge } from '../../../credential/open-badge/index.ts'
import { verifySdJwt } from '../../../credential/sd-jwt/index.ts'
import { askCredential, dpopProof, keyProof, newKey, newNonce, type ProofOptions, redeem, seconds, send, tokenFor } from './wallet.ts'
import { openIssuer, SLUG, type TestIssuer } from './world.ts'

const ASCII = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await openIssuer()
})
afterAll(() => issuer.close())

const newToken = async () => tokenFor(issuer, await issuer.offer((await issuer.release()).attestationId))
const request = (proof: string, id = 'attestato_sd_jwt') => ({ credential_configuration_id: id, proofs: { jwt: [proof] } })
const credentialsOf = (body: Record<string, unknown>) =>
  (body['credentials'] as { credential: unknown }[]).map(({ credential }) => credential)

describe('a credential', () => {
  test('is an SD-JWT VC of the act, sealed by the body and bound to the proven key', async () => {
    const { attestationId, number, digest, index } = await issuer.release()
    const token = await tokenFor(issuer, await issuer.offer(attestationId))
    const key = await newKey()
    const { status, body, headers } = await askCredential(issuer, { token, body: request(await keyProof(issuer, { key })) })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')

    const [sdJwt] = credentialsOf(body)
    const did = (await send(`${issuer.issuerUrl}/org/${SLUG}/did.json`, {})).body as {
      verificationMethod?: { id: string; publicKeyJwk: PublicJwk }[]
    }
    const verified = await verifySdJwt({
      sdJwt: String(sdJwt),
      now: new Date(),
      resolveKey: async (header) => {
        const method = did.verificationMethod?.find(({ id }) => id === header.kid)
        if (method === undefined) throw new Error('the key is not in the registry')
        return method.publicKeyJwk
      },
    })
    expect(verified.payload).toMatchObject({
      iss: issuer.did,
      vct: 'https://attesta.example/vct/attestato-di-competenza/1',
      document_number: number,
      attestation_digest: digest,
      status: { status_list: { idx: index, uri: `${issuer.issuerUrl}/status/${SLUG}/1/token` } },
      given_name: 'Niccolò',
      family_name: "D'Àmico",
    })
    const { kty, crv, x, y } = key.jwk
    expect(verified.payload['cnf']).toEqual({ jwk: { kty, crv, x, y } })
  })

  test('is an Open Badge of the same act under the same token', async () => {
    const token = await newToken()
    const first = await askCredential(issuer, { token, body: request(await keyProof(issuer)) })
    const second = await askCredential(issuer, { token, body: request(await keyProof(issuer), 'attestato_open_badge') })
    expect([first.status, second.status]).toEqual([200, 200])
    expect(credentialsOf(second.body)[0]).toMatchObject({
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      proof: { type: 'DataIntegrityProof', cryptosuite: 'ecdsa-rdfc-2019' },
    })
  })

  test('as an Open Badge is one that our own reader takes, bound to the proven key', async () => {
    const { attestationId, number } = await issuer.release()
    const token = await tokenFor(issuer, await issuer.offer(attestationId))
    const key = await newKey()
    const { body } = await askCredential(issuer, { token, body: request(await keyProof(issuer, { key }), 'attestato_open_badge') })
    const document = credentialsOf(body)[0] as JsonObject
    const signer = await issuer.keystore.signerFor(SLUG)
    const [proof] = await verifyProofs({ document, resolveKey: async () => signer.publicJwk, now: new Date() })
    expect(proof).toMatchObject({ verificationMethod: `${issuer.did}#${signer.kid}`, expires: expect.any(Date) })
    const subject = document.credentialSubject as { id: string; licenseNumber: string }
    expect(subject.licenseNumber).toBe(number)
    const { kty, crv, x, y } = key.jwk
    expect(JSON.parse(Buffer.from(subject.id.slice('did:jwk:'.length), 'base64url').toString())).toEqual({ kty, crv, x, y })
    await expect(readOpenBadge(document)).resolves.toBeTruthy()
  })

  test('comes in batches, one for each key, and is written down once each', async () => {
    const { attestationId } = await issuer.release()
    const token = await tokenFor(issuer, await issuer.offer(attestationId))
    const nonce = await newNonce(issuer)
    const jwt = await Promise.all(Array.from({ length: 3 }, () => keyProof(issuer, { nonce })))
    const { status, body } = await askCredential(issuer, {
      token,
      body: { credential_configuration_id: 'attestato_sd_jwt', proofs: { jwt } },
    })
    expect(status).toBe(200)
    expect(new Set(credentialsOf(body)).size).toBe(3)
    const { rows } = await issuer.pool.query(
      'SELECT count(*)::int AS count, count(DISTINCT holder_thumbprint)::int AS keys FROM rendering WHERE attestation_id = $1',
      [attestationId],
    )
    expect(rows[0]).toEqual({ count: 3, keys: 3 })
    const audit = await issuer.pool.query(`SELECT facts FROM audit WHERE subject = $1 AND action = 'credential.issued'`, [attestationId])
    expect(audit.rows).toHaveLength(1)
  })

  test('may be bound to a did:jwk', async () => {
    const key = await newKey()
    const kid = `did:jwk:${Buffer.from(JSON.stringify(key.jwk)).toString('base64url')}#0`
    const { status } = await askCredential(issuer, {
      token: await newToken(),
      body: request(await keyProof(issuer, { key, header: { jwk: undefined, kid } })),
    })
    expect(status).toBe(200)
  })

  test.each(['ES384', 'EdDSA'])('may be bound to a key of %s', async (alg) => {
    const key = await newKey(alg)
    const { status, body } = await askCredential(issuer, {
      token: await newToken(),
      body: request(await keyProof(issuer, { key, header: { alg } })),
    })
    expect([status, body['error']]).toEqual([200, undefined])
  })

  test('is given once for a key under one token', async () => {
    const token = await newToken()
    const key = await newKey()
    expect((await askCredential(issuer, { token, body: request(await keyProof(issuer, { key })) })).status).toBe(200)
    const { status, body } = await askCredential(issuer, { token, body: request(await keyProof(issuer, { key })) })
    expect([status, body['error'], body.attesta?.code]).toEqual([400, 'credential_request_denied', 'offer.already-issued'])
  })

  test('is given for no more keys than a batch in all', async () => {
    const token = await newToken()
    const ask = async (count: number) => {
      const nonce = await newNonce(issuer)
      const jwt = await Promise.all(Array.from({ length: count }, () => keyProof(issuer, { nonce })))
      return askCredential(issuer, { token, body: { credential_configuration_id: 'attestato_sd_jwt', proofs: { jwt } } })
    }
    expect((await ask(6)).status).toBe(200)
    expect((await ask(5)).body['error']).toBe('credential_request_denied')
    expect((await ask(4)).status).toBe(200)
  })

  test('is refused once the act is annulled, though the token still lives', async () => {
    const { attestationId } = await issuer.release()
    const token = await tokenFor(issuer, await issuer.offer(attestationId))
    await issuer.changeStatus(attestationId, 'annullato')
    const { status, body } = await askCredential(issuer, { token, body: request(await keyProof(issuer)) })
    expect([status, body['error'], body.attesta?.code]).toEqual([400, 'credential_request_denied', 'offer.attestation-ended'])
  })

  test('is given of a suspended act, whose status says so', async () => {
    const { attestationId } = await issuer.release()
    await issuer.changeStatus(attestationId, 'sospeso')
    const token = await tokenFor(issuer, await issuer.offer(attestationId))
    expect((await askCredential(issuer, { token, body: request(await keyProof(issuer)) })).status).toBe(200)
  })

  test('is of the person of the token, whatever the request says', async () => {
    const mine = await issuer.release()
    const yours = await issuer.release()
    const token = await tokenFor(issuer, await issuer.offer(mine.attestationId))
    const body = {
      ...request(await keyProof(issuer)),
      attestation_id: yours.attestationId,
      offer_id: yours.attestationId,
      sub: yours.attestationId,
    }
    const answer = await askCredential(issuer, { token, body })
    expect(answer.status).toBe(200)
    const payload = JSON.parse(Buffer.from(String(credentialsOf(answer.body)[0]).split('.')[1] ?? '', 'base64url').toString())
    expect(payload.document_number).toBe(mine.number)
  })
})

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
    expect([status, body['error']]).toEqual([400, error])
    expect(body['error_description']).toMatch(ASCII)
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
      expect(body['error']).toBe('invalid_proof')
    }
  })

  test('with HS256 under the public key is refused', async () => {
    const { jwk } = await newKey()
    const secret = new TextEncoder().encode(JSON.stringify(jwk).padEnd(64))
    const proof = await new SignJWT({ aud: issuer.issuerUrl, iat: seconds(), nonce: await newNonce(issuer) })
      .setProtectedHeader({ alg: 'HS256', typ: 'openid4vci-proof+jwt', jwk })
      .sign(secret)
    const { body } = await askCredential(issuer, { token: await newToken(), body: request(proof) })
    expect(body['error']).toBe('invalid_proof')
  })

  test('with RS256 is refused, since it is not among the algorithms of the metadata', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const proof = await new SignJWT({ aud: issuer.issuerUrl, iat: seconds(), nonce: await newNonce(issuer) })
      .setProtectedHeader({ alg: 'RS256', typ: 'openid4vci-proof+jwt', jwk: publicKey.export({ format: 'jwk' }) as never })
      .sign(privateKey)
    const { body } = await askCredential(issuer, { token: await newToken(), body: request(proof) })
    expect(body['error']).toBe('invalid_proof')
  })

  test('may name the client of the token', async () => {
    const offer = await issuer.offer((await issuer.release()).attestationId)
    const { body } = await redeem(issuer, offer, { parameters: { client_id: 'attesta-wallet' } })
    const token = String(body['access_token'])
    const other = await askCredential(issuer, { token, body: request(await keyProof(issuer, { payload: { iss: 'other-wallet' } })) })
    expect(other.body['error']).toBe('invalid_proof')
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
    for (const { body } of answers.filter(({ status }) => status !== 200)) expect(body['error']).toBe('invalid_nonce')
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
      expect(body['error']).toBe('invalid_proof')
    }
  })

  test('the nonce of an expired minute is refused', async () => {
    const nonce = await newNonce(issuer)
    await issuer.pool.query(`UPDATE vci_nonce SET expires_at = now() - interval '1 second' WHERE used_at IS NULL`)
    const { body } = await askCredential(issuer, { token: await newToken(), body: request(await keyProof(issuer, { nonce })) })
    expect(body['error']).toBe('invalid_nonce')
  })
})

describe('a credential request', () => {
  const id = 'attestato_sd_jwt'
  const bad: [string, (proof: string) => unknown, string][] = [
    [
      'with the singular proof of a draft',
      (jwt) => ({ credential_configuration_id: id, proof: { proof_type: 'jwt', jwt } }),
      'invalid_credential_request',
    ],
    ['with proof and proofs', (jwt) => ({ ...request(jwt), proof: { proof_type: 'jwt', jwt } }), 'invalid_credential_request'],
    ['without proofs', () => ({ credential_configuration_id: id }), 'invalid_proof'],
    ['with no proof in proofs', () => ({ credential_configuration_id: id, proofs: { jwt: [] } }), 'invalid_proof'],
    ['with proofs as a list', (jwt) => ({ credential_configuration_id: id, proofs: [jwt] }), 'invalid_proof'],
    [
      'with two types of proof',
      (jwt) => ({ credential_configuration_id: id, proofs: { jwt: [jwt], attestation: [jwt] } }),
      'invalid_proof',
    ],
    [
      'with a proof type of quotes and newlines',
      (jwt) => ({ credential_configuration_id: id, proofs: { '"\n\r\\é': [jwt] } }),
      'invalid_proof',
    ],
    ['with a proof that is no text', () => ({ credential_configuration_id: id, proofs: { jwt: [{}] } }), 'invalid_proof'],
    ['with a proof that is no JWT', () => ({ credential_configuration_id: id, proofs: { jwt: ['"\n\r\\é'] } }), 'invalid_proof'],
    [
      'with more proofs than a batch',
      (jwt) => ({ credential_configuration_id: id, proofs: { jwt: Array(11).fill(jwt) } }),
      'invalid_proof',
    ],
    ['for an unknown configuration', (jwt) => request(jwt, 'another'), 'unknown_credential_configuration'],
    [
      'for __proto__',
      (jwt) => `{"credential_configuration_id":"__proto__","proofs":{"jwt":["${jwt}"]}}`,
      'unknown_credential_configuration',
    ],
    ['for quotes and newlines', (jwt) => request(jwt, '"\n\r\\é'), 'unknown_credential_configuration'],
    ['for no configuration', (jwt) => ({ proofs: { jwt: [jwt] } }), 'invalid_credential_request'],
    ['in the manner of draft 13', (jwt) => ({ format: 'dc+sd-jwt', vct: 'x', proofs: { jwt: [jwt] } }), 'invalid_credential_request'],
    ['for an identifier', (jwt) => ({ credential_identifier: 'x', proofs: { jwt: [jwt] } }), 'unknown_credential_identifier'],
    ['for an identifier and a configuration', (jwt) => ({ ...request(jwt), credential_identifier: 'x' }), 'invalid_credential_request'],
    [
      'for an encrypted answer',
      (jwt) => ({ ...request(jwt), credential_response_encryption: { jwk: { kty: 'EC', alg: 'ECDH-ES' }, enc: 'A128GCM' } }),
      'invalid_encryption_parameters',
    ],
    [
      'for an encrypted answer in the manner of a draft',
      (jwt) => ({ ...request(jwt), credential_response_encryption: { alg: 'ECDH-ES' } }),
      'invalid_encryption_parameters',
    ],
    ['that is no JSON', () => '{', 'invalid_credential_request'],
    ['that is a list', () => [], 'invalid_credential_request'],
    [
      'with a repeated member',
      (jwt) => `{"credential_configuration_id":"${id}","credential_configuration_id":"${id}","proofs":{"jwt":["${jwt}"]}}`,
      'invalid_credential_request',
    ],
  ]
  test.each(bad)('%s is refused', async (_, body, error) => {
    const answer = await askCredential(issuer, { token: await newToken(), body: body(await keyProof(issuer)) })
    expect([answer.status, answer.body['error']]).toEqual([400, error])
    expect(answer.body['error_description']).toMatch(ASCII)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('that is encrypted is refused as such', async () => {
    const { body } = await askCredential(issuer, {
      token: await newToken(),
      body: 'e30.e30.e30.e30.e30',
      headers: { 'content-type': 'application/jwt' },
    })
    expect(body['error']).toBe('invalid_encryption_parameters')
  })

  test('too large is 413', async () => {
    const { status } = await askCredential(issuer, { token: await newToken(), body: `"${'x'.repeat(300 * 1024)}"` })
    expect(status).toBe(413)
  })
})

describe('an access token', () => {
  const url = () => `${issuer.issuerUrl}/oid4vci/credential`
  const dpopToken = async () => {
    const key = await newKey()
    const offer = await issuer.offer((await issuer.release()).attestationId)
    const DPoP = await dpopProof(key, { url: `${issuer.issuerUrl}/oauth/token` })
    return { key, token: String((await redeem(issuer, offer, { headers: { DPoP } })).body['access_token']) }
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
    expect([status, body['error']]).toEqual([401, 'invalid_token'])
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
    expect([status, body['error']]).toEqual([401, 'invalid_dpop_proof'])
    expect(headers.get('www-authenticate')).toMatch(/^DPoP error="invalid_dpop_proof"/)
  })

  test('a proof of another day is asked to come back with a nonce, and then taken, once', async () => {
    const { key, token } = await dpopToken()
    const ask = async (DPoP: string) =>
      askCredential(issuer, { token, scheme: 'DPoP', headers: { DPoP }, body: request(await keyProof(issuer)) })
    const iat = seconds() - 86_400
    const first = await ask(await dpopProof(key, { url: url(), token, payload: { iat } }))
    expect([first.status, first.body['error']]).toEqual([401, 'use_dpop_nonce'])
    const nonce = first.headers.get('dpop-nonce') ?? ''
    expect((await ask(await dpopProof(key, { url: url(), token, payload: { iat, nonce } }))).status).toBe(200)
    expect((await ask(await dpopProof(key, { url: url(), token, payload: { iat, nonce } }))).body['error']).toBe('use_dpop_nonce')
  })

  test('a proof sent eight times at once counts once', async () => {
    const { key, token } = await dpopToken()
    const DPoP = await dpopProof(key, { url: url(), token })
    const proofs = await Promise.all(Array.from({ length: 8 }, () => keyProof(issuer)))
    const answers = await Promise.all(
      proofs.map((proof) => askCredential(issuer, { token, scheme: 'DPoP', headers: { DPoP }, body: request(proof) })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { body } of answers.filter(({ status }) => status !== 200)) expect(body['error']).toBe('invalid_dpop_proof')
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
    const configurations = Object.entries(body['credential_configurations_supported'] as Record<string, Record<string, unknown>>)
    expect(configurations.map(([name]) => name)).toEqual(['attestato_sd_jwt', 'attestato_open_badge'])
    for (const [name, configuration] of configurations) {
      expect(configuration['scope']).toBe(name)
      expect(configuration['cryptographic_binding_methods_supported']).toContain('jwk')
      expect(configuration['proof_types_supported']).toHaveProperty('jwt')
      expect(configuration['credential_metadata']).toMatchObject({ display: [{ locale: 'it-IT' }, { locale: 'en' }] })
    }
  })

  test('nonces are unique and never kept by a cache', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(`${issuer.issuerUrl}/oid4vci/nonce`, { method: 'POST' })))
    expect(new Set(answers.map(({ body }) => body['c_nonce'])).size).toBe(20)
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
