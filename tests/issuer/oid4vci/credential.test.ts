import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PublicJwk } from '../../../credential/crypto/port.ts'
import { verifyProofs } from '../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { readOpenBadge } from '../../../credential/open-badge/index.ts'
import { verifySdJwt } from '../../../credential/sd-jwt/index.ts'
import { askCredential, keyProof, newKey, newNonce, send, tokenFor } from './wallet.ts'
import { openIssuer, SLUG, type TestIssuer } from './world.ts'

const ASCII = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await openIssuer()
})
afterAll(() => issuer.close())

const newToken = async () => tokenFor(issuer, await issuer.offer((await issuer.release()).attestationId))
const request = (proof: string, id = 'attestato_sd_jwt') => ({ credential_configuration_id: id, proofs: { jwt: [proof] } })
const credentialsOf = (body: Record<string, unknown>) => (body.credentials as { credential: unknown }[]).map(({ credential }) => credential)

describe('an offer', () => {
  test('names the body and the title before the code is typed, and nobody', async () => {
    const { uri } = await issuer.offer((await issuer.release()).attestationId)
    const { body } = await send(uri, {})
    expect(body).toMatchObject({ attesta: { title: { it: expect.any(String) }, body: 'Orobie Formazione e Lavoro' } })
    expect(JSON.stringify(body)).toContain('Codice di sei cifre che ti ha dato Orobie Formazione e Lavoro.')
    expect(JSON.stringify(body)).not.toMatch(/Niccol|mico/)
  })
})

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
    expect(verified.payload.cnf).toEqual({ jwk: { kty, crv, x, y } })
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
    expect([status, body.error]).toEqual([200, undefined])
  })

  test('is given once for a key under one token', async () => {
    const token = await newToken()
    const key = await newKey()
    expect((await askCredential(issuer, { token, body: request(await keyProof(issuer, { key })) })).status).toBe(200)
    const { status, body } = await askCredential(issuer, { token, body: request(await keyProof(issuer, { key })) })
    expect([status, body.error, body.attesta?.code]).toEqual([400, 'credential_request_denied', 'offer.already-issued'])
  })

  test('is given for no more keys than a batch in all', async () => {
    const token = await newToken()
    const ask = async (count: number) => {
      const nonce = await newNonce(issuer)
      const jwt = await Promise.all(Array.from({ length: count }, () => keyProof(issuer, { nonce })))
      return askCredential(issuer, { token, body: { credential_configuration_id: 'attestato_sd_jwt', proofs: { jwt } } })
    }
    expect((await ask(6)).status).toBe(200)
    expect((await ask(5)).body.error).toBe('credential_request_denied')
    expect((await ask(4)).status).toBe(200)
  })

  test('is refused once the act is annulled, though the token still lives', async () => {
    const { attestationId } = await issuer.release()
    const token = await tokenFor(issuer, await issuer.offer(attestationId))
    await issuer.changeStatus(attestationId, 'annullato')
    const { status, body } = await askCredential(issuer, { token, body: request(await keyProof(issuer)) })
    expect([status, body.error, body.attesta?.code]).toEqual([400, 'credential_request_denied', 'offer.attestation-ended'])
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
    expect([answer.status, answer.body.error]).toEqual([400, error])
    expect(answer.body.error_description).toMatch(ASCII)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('that is encrypted is refused as such', async () => {
    const { body } = await askCredential(issuer, {
      token: await newToken(),
      body: 'e30.e30.e30.e30.e30',
      headers: { 'content-type': 'application/jwt' },
    })
    expect(body.error).toBe('invalid_encryption_parameters')
  })

  test('too large is 413', async () => {
    const { status } = await askCredential(issuer, { token: await newToken(), body: `"${'x'.repeat(300 * 1024)}"` })
    expect(status).toBe(413)
  })
})
