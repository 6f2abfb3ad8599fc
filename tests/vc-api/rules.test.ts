import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openContexts } from '../../credential/contexts/index.ts'
import { signDocument } from '../../credential/data-integrity/index.ts'
import { encodeMultikey } from '../../credential/did/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { formatDateTime } from '../../credential/time.ts'
import { throwawaySigner } from '../../scripts/vectors/throwaway-signer.ts'
import { BASE, openVcApi, type VcApi } from './service.ts'

let api: VcApi
beforeAll(async () => {
  api = await openVcApi()
})
afterAll(() => api.close())

const V2 = 'https://www.w3.org/ns/credentials/v2'
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2'
const SECURITY = 'https://w3id.org/security#'
const MODEL = 'https://www.w3.org/TR/vc-data-model#'
const STATUS = 'https://www.w3.org/ns/credentials/status-list#'

const credential = (more: JsonObject = {}): JsonObject => ({
  '@context': [V2, EXAMPLES],
  id: `urn:uuid:${crypto.randomUUID()}`,
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:subject', level: 'EQF 6' },
  ...more,
})
const issued = async (document = credential(), instance = 'eddsa-rdfc-2022') =>
  (await api.issue(instance, document)).body.verifiableCredential as JsonObject & { proof: JsonObject }

async function refusalOf(document: unknown, options?: object): Promise<string> {
  const { status, body } = await api.verify(document, options)
  expect(status).toBe(400)
  expect(body).toMatchObject({ verified: false, warnings: [] })
  expect(body).not.toHaveProperty('errors')
  return (body.problemDetails as unknown as { type: string }[])[0]?.type ?? ''
}

describe('a credential is refused under its own type', () => {
  test('what is no object, and what is no JSON', async () => {
    expect(await refusalOf('eyJhbGciOiJFUzI1NiJ9.e30.AA')).toBe(`${MODEL}PARSING_ERROR`)
    const { status, body } = await api.post('/credentials/verify', '{"verifiableCredential": ')
    expect(status).toBe(400)
    expect(body).toMatchObject({ verified: false, problemDetails: [{ type: `${MODEL}PARSING_ERROR` }] })
    expect((await api.post('/credentials/verify', '{"a":1,"a":2}')).status).toBe(400)
  })

  test('a body over the limit is 413', async () => {
    expect((await api.post('/credentials/verify', { verifiableCredential: 'x'.repeat(3 * 1024 * 1024) })).status).toBe(413)
  })

  test.each([
    ['without a proof', (it: JsonObject) => ({ ...it, proof: undefined }), `${SECURITY}PROOF_VERIFICATION_ERROR`],
    ['of another cryptosuite', (it: JsonObject) => withProof(it, { cryptosuite: 'x' }), `${SECURITY}PROOF_VERIFICATION_ERROR`],
    ['of another purpose', (it: JsonObject) => withProof(it, { proofPurpose: 'authentication' }), `${SECURITY}PROOF_VERIFICATION_ERROR`],
    [
      'following a proof that is not there',
      (it: JsonObject) => withProof(it, { previousProof: 'urn:x' }),
      `${SECURITY}PROOF_VERIFICATION_ERROR`,
    ],
    ['following a number', (it: JsonObject) => withProof(it, { previousProof: 7 }), `${SECURITY}PROOF_VERIFICATION_ERROR`],
    [
      'with a bad set beside it',
      (it: JsonObject) => ({ ...it, proof: [it.proof ?? '', { ...(it.proof as JsonObject), created: '2020-01-01T00:00:00Z' }] }),
      `${SECURITY}PROOF_VERIFICATION_ERROR`,
    ],
    ['with an id that is no URL', (it: JsonObject) => ({ ...it, id: 'x' }), `${MODEL}MALFORMED_VALUE_ERROR`],
    ['with null for an id', (it: JsonObject) => ({ ...it, id: null }), `${MODEL}MALFORMED_VALUE_ERROR`],
  ] as const)('%s', async (_, change, type) => {
    expect(await refusalOf(change(await issued()) as unknown)).toBe(type)
  })

  test('with a term that JSON-LD would drop', async () => {
    const plain = await issued({ ...credential(), '@context': [V2], credentialSubject: { id: 'did:example:subject' } })
    expect(await refusalOf({ ...plain, nobodyKnows: 'x' })).toBe(`${SECURITY}DATA_LOSS_DETECTION_ERROR`)
  })

  test('signed by somebody else than its issuer; the unbound verifier does not ask', async () => {
    const signer = throwawaySigner()
    const kid = encodeMultikey(signer.publicJwk)
    const document = await signDocument({
      document: { ...credential(), issuer: 'https://example.org/issuer' },
      suite: 'ecdsa-rdfc-2019',
      signer,
      verificationMethod: `did:key:${kid}#${kid}`,
      created: formatDateTime(new Date()),
      contexts: openContexts,
    })
    expect(await refusalOf(document)).toBe(`${SECURITY}PROOF_VERIFICATION_ERROR`)
    expect((await api.post('/verifiers/unbound/credentials/verify', { verifiableCredential: document })).status).toBe(200)
  })

  test('before its time and after it, by the time that a suite may say', async () => {
    const document = await issued(credential({ validFrom: '2025-01-01T00:00:00Z', validUntil: '2025-12-31T00:00:00Z' }))
    expect(await refusalOf(document)).toBe(`${MODEL}RANGE_ERROR`)
    // The proof is of today, which the time of the suite must not be before.
    expect(await refusalOf(document, { now: '2024-06-01T00:00:00Z' })).toMatch(/ERROR$/)
  })
})

function withProof(document: JsonObject, members: JsonObject): JsonObject {
  return { ...document, proof: { ...(document.proof as JsonObject), ...members } }
}

describe('what is hidden in another spelling is not overlooked (security.md §0, findings 1 and 2)', () => {
  const ended = { validFrom: '2024-01-01T00:00:00Z', validUntil: '2025-01-01T00:00:00Z' }
  test.each([
    ['its full IRI', (it: JsonObject) => renamed(it, 'https://www.w3.org/2018/credentials#validUntil')],
    [
      'a name of its own',
      (it: JsonObject) => ({
        ...renamed(it, 'ends'),
        '@context': [
          V2,
          EXAMPLES,
          { ends: { '@id': 'https://www.w3.org/2018/credentials#validUntil', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' } },
        ],
      }),
    ],
    [
      'a piece of a name',
      (it: JsonObject) => ({
        ...renamed(it, 'Until'),
        '@context': [V2, EXAMPLES, { '@vocab': 'https://www.w3.org/2018/credentials#valid' }],
      }),
    ],
    ['under @nest', ({ validUntil, ...it }: JsonObject) => ({ ...it, '@nest': { validUntil: validUntil ?? '' } })],
  ])('an end of validity under %s', async (_, respell) => {
    const document = await issued(credential(ended))
    expect(await refusalOf(document)).toBe(`${MODEL}RANGE_ERROR`)
    expect(await refusalOf(respell(document))).toMatch(/(DATA_LOSS_DETECTION|MALFORMED_VALUE)_ERROR$/)
  })

  test('two terms with each other’s meaning', async () => {
    const terms = { works: 'urn:example:works', lives: 'urn:example:lives' }
    const document = await issued({ ...credential(), '@context': [V2, terms], credentialSubject: { works: 'Bergamo', lives: 'Lecco' } })
    expect((await api.verify(document)).status).toBe(200)
    const swapped = { works: terms.lives, lives: terms.works }
    expect(await refusalOf({ ...document, '@context': [V2, swapped], credentialSubject: { lives: 'Bergamo', works: 'Lecco' } })).toMatch(
      /MALFORMED/,
    )
  })
})

function renamed({ validUntil, ...document }: JsonObject, name: string): JsonObject {
  return { ...document, [name]: validUntil ?? '' }
}

describe('status', () => {
  test('an entry is given, the list is served signed, and a set bit is a no', async () => {
    const document = await issued(credential(), 'status')
    const entry = document.credentialStatus as unknown as { statusListCredential: string; type: string; statusPurpose: string }
    expect(entry).toMatchObject({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation' })
    expect((await api.verify(document)).status).toBe(200)
    const list = await api.get(entry.statusListCredential.slice(BASE.length))
    expect(list.mediaType).toMatch(/^application\/vc/)
    expect((await api.verify(list.body)).status).toBe(200)

    const change = { credentialId: document.id, credentialStatus: { type: entry.type, statusPurpose: entry.statusPurpose } }
    expect((await api.post('/credentials/status', { ...change, status: true })).status).toBe(200)
    expect(await refusalOf(document)).toBe(`${STATUS}STATUS_VERIFICATION_ERROR`)
    expect((await api.verify(document, { checks: ['proof'] })).status).toBe(200)
    expect((await api.post('/credentials/status', { ...change, status: false })).status).toBe(200)
    expect((await api.verify(document)).status).toBe(200)
    expect((await api.post('/credentials/status', { ...change, credentialId: 'urn:nobody' })).status).toBe(400)
  })

  test.each([
    ['beyond the list', { statusListIndex: '131072' }, `${MODEL}RANGE_ERROR`],
    ['in hex', { statusListIndex: '0x10' }, `${MODEL}MALFORMED_VALUE_ERROR`],
    ['as a number', { statusListIndex: 7 }, `${MODEL}MALFORMED_VALUE_ERROR`],
    ['in a list that is not there', { statusListCredential: `${BASE}/status-lists/nobody/revocation` }, `${STATUS}STATUS_RETRIEVAL_ERROR`],
  ] as const)('an index %s is refused', async (_, change, type) => {
    const { credentialStatus } = await issued(credential(), 'status')
    const entry = { ...(credentialStatus as JsonObject), ...change, id: 'urn:uuid:5c5c7f4e-7ef1-4b0e-9e4e-3e3a3f0b8f11' }
    const document = await issued(credential({ credentialStatus: entry }))
    expect(await refusalOf(document)).toBe(type)
  })

  test('of more entries than anybody has, none is asked about', async () => {
    const { credentialStatus } = await issued(credential(), 'status')
    const entries = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        ...(credentialStatus as JsonObject),
        id: `urn:uuid:5c5c7f4e-7ef1-4b0e-9e4e-${String(at).padStart(12, '0')}`,
      }))
    expect((await api.verify(await issued(credential({ credentialStatus: entries(16) })))).status).toBe(200)
    expect(await refusalOf(await issued(credential({ credentialStatus: entries(17) })))).toBe(`${MODEL}MALFORMED_VALUE_ERROR`)
  })
})

describe('presentations', () => {
  const holder = throwawaySigner()
  const kid = encodeMultikey(holder.publicJwk)
  const did = `did:key:${kid}`
  const present = async (more: JsonObject, { challenge = 'abc', domain = 'verifier.example' } = {}) => {
    const document = { '@context': [V2], type: ['VerifiablePresentation'], holder: did, ...more }
    const suite = 'ecdsa-jcs-2019' as const
    const method = {
      suite,
      signer: holder,
      verificationMethod: `${did}#${kid}`,
      created: formatDateTime(new Date()),
      contexts: openContexts,
    }
    return signDocument({ document, ...method, proofPurpose: 'authentication', answer: { challenge, domain } })
  }
  const verify = (verifiablePresentation: unknown, options: object = { challenge: 'abc', domain: 'verifier.example' }) =>
    api.post('/presentations/verify', { verifiablePresentation, options })

  test('one that answers verifies with the credentials in it', async () => {
    const presentation = await present({ verifiableCredential: [await issued(), await issued(credential(), 'vc-jwt')] })
    expect(await verify(presentation)).toMatchObject({ status: 200, body: { verified: true, warnings: [] } })
  })

  test('another challenge or domain is refused under its type', async () => {
    const presentation = await present({})
    expect(await verify(presentation, { challenge: 'x' })).toMatchObject({
      status: 400,
      body: { problemDetails: [{ type: `${SECURITY}INVALID_CHALLENGE_ERROR` }] },
    })
    expect(await verify(presentation, { challenge: 'abc', domain: 'x' })).toMatchObject({
      status: 400,
      body: { problemDetails: [{ type: `${SECURITY}INVALID_DOMAIN_ERROR` }] },
    })
  })

  test('a bad credential in it, or one that nobody signed, fails it', async () => {
    const good = await issued()
    expect((await verify(await present({ verifiableCredential: [{ ...good, credentialSubject: { id: 'did:example:x' } }] }))).status).toBe(
      400,
    )
    const { proof: _, ...unsigned } = good
    expect((await verify(await present({ verifiableCredential: [unsigned] }))).status).toBe(400)
    expect(await verify(await present({ verifiableCredential: [{ ...unsigned, issuer: did }] }))).toMatchObject({
      status: 200,
      body: { warnings: [{ code: 'vc.unsigned-credential' }] },
    })
  })

  test('one that nobody signed is judged by its credentials, and says so', async () => {
    const presentation = { '@context': [V2], type: ['VerifiablePresentation'], verifiableCredential: [await issued()] }
    expect(await verify(presentation, {})).toMatchObject({ status: 200, body: { warnings: [{ code: 'vc.unsigned-presentation' }] } })
    expect((await verify(presentation)).status).toBe(400)
  })
})

describe('DIDs are resolved', () => {
  test.each([
    ['did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH', 200, undefined],
    ['did:key:z6MkpTHR8VNsBx', 400, 'invalidPublicKeyLength'],
    ['did:key', 400, 'invalidDid'],
    ['did:example:123', 501, 'methodNotSupported'],
  ])('%s', async (did, status, error) => {
    const answer = await api.get(`/1.0/identifiers/${did}`)
    expect(answer.status).toBe(status)
    expect((answer.body.didResolutionMetadata as JsonObject).error).toBe(error)
  })

  const DID = 'did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH'
  test.each([
    ['application/did+ld+json', 'application/did+ld+json', true],
    ['application/did+json', 'application/did+json', true],
    ['application/did-resolution', 'application/did-resolution', false],
    ['application/ld+json; profile="https://w3id.org/did-resolution"', 'application/ld+json', false],
    ['text/turtle, application/json;q=0.5', 'application/json', false],
    ['text/html, */*;q=0.8', 'application/json', false],
  ])('for who accepts %s', async (accept, mediaType, alone) => {
    const answer = await api.get(`/1.0/identifiers/${DID}`, { accept })
    expect(answer.status).toBe(200)
    expect(answer.mediaType.startsWith(mediaType)).toBe(true)
    expect((alone ? answer.body : (answer.body.didDocument as JsonObject)).id).toBe(DID)
    expect('didResolutionMetadata' in answer.body).toBe(!alone)
  })

  test.each([
    ['another representation', '', { accept: 'text/turtle' }, 406, 'representationNotSupported'],
    ['a version of last year', '?versionTime=2025-01-01T00:00:00Z', {}, 501, 'featureNotSupported'],
    ['a version by its name', '?versionId=1', {}, 501, 'featureNotSupported'],
  ] as const)('not in %s, and never another instead', async (_, query, headers, status, error) => {
    const answer = await api.get(`/1.0/identifiers/${DID}${query}`, headers)
    expect([answer.status, (answer.body.didResolutionMetadata as JsonObject).error, answer.body.didDocument]).toEqual([status, error, null])
  })
})
