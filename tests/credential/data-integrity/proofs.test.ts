import { describe, expect, test } from 'vitest'
import { hashData, proofOptions } from '../../../credential/data-integrity/hash-data.ts'
import { signDocument, verifyProofs } from '../../../credential/data-integrity/index.ts'
import { encodeBase58 } from '../../../credential/did/base58.ts'
import { decodeMultikey } from '../../../credential/did/index.ts'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import { codeOf } from '../refused.ts'
import { created, keyed, plainBadge, suites } from './badge.ts'

const resolveKey = async (method: string) => decodeMultikey(method.split('#')[1] ?? '')
const { signer, did, verificationMethod } = keyed('ES256')
const options = { suite: 'ecdsa-rdfc-2019', signer, verificationMethod, created } as const
const signed = await signDocument({ document: plainBadge(did), ...options })
const proof = signed.proof as JsonObject

const withProof = (change: (proof: JsonObject) => JsonValue): JsonObject => ({ ...signed, proof: change(proof) })
const verdict = (document: JsonObject, now?: Date) => codeOf(() => verifyProofs({ document, resolveKey, ...(now && { now }) }))

describe.each(suites)('%s with %s', (suite, alg) => {
  const key = keyed(alg)

  test('what is signed verifies, and not once it is changed', async () => {
    const document = await signDocument({ document: plainBadge(key.did), ...key, suite, created, expires: '2027-01-01T00:00:00Z' })
    expect(await verifyProofs({ document, resolveKey })).toEqual([
      {
        suite,
        verificationMethod: key.verificationMethod,
        proofPurpose: 'assertionMethod',
        created: new Date(created),
        expires: new Date('2027-01-01T00:00:00Z'),
      },
    ])
    expect(await verdict({ ...document, name: 'Un altro nome' })).toBe('proof.signature')
    expect(await verdict({ ...document, validUntil: '2099-01-01T00:00:00Z' })).toBe('proof.signature')
  })
})

describe('a proof is refused', () => {
  test.each<[string, string, (proof: JsonObject) => JsonValue]>([
    ['when there is none', 'proof.missing', () => []],
    ['when it is no object', 'proof.malformed', () => 'z123'],
    ['with a member of no meaning', 'proof.malformed', (it) => ({ ...it, extra: 1 })],
    ['with a member under its full IRI', 'proof.malformed', (it) => ({ ...it, 'https://w3id.org/security#domain': 'x' })],
    ['with an inline context', 'proof.malformed', (it) => ({ ...it, '@context': { created: 'https://example.org/x' } })],
    ['of a suite that is not known', 'proof.suite', (it) => ({ ...it, cryptosuite: 'ecdsa-xi-2023' })],
    ['of the name of a property of every object', 'proof.suite', (it) => ({ ...it, cryptosuite: 'constructor' })],
    ['of another type', 'proof.suite', (it) => ({ ...it, type: 'JsonWebSignature2020' })],
    ['for another purpose', 'proof.purpose', (it) => ({ ...it, proofPurpose: 'authentication' })],
    ['with the purpose in its long form', 'proof.purpose', (it) => ({ ...it, proofPurpose: 'https://w3id.org/security#assertionMethod' })],
    ['with another date', 'proof.signature', (it) => ({ ...it, created: '2026-05-13T09:05:01Z' })],
    ['with a date that does not exist', 'proof.malformed', (it) => ({ ...it, created: '2026-02-30T00:00:00Z' })],
    ['with an end that was added', 'proof.signature', (it) => ({ ...it, expires: '2099-01-01T00:00:00Z' })],
    ['with a signature in base64url', 'proof.malformed', (it) => ({ ...it, proofValue: `u${String(it.proofValue).slice(1)}` })],
    ['with a shorter signature', 'proof.signature', (it) => ({ ...it, proofValue: String(it.proofValue).slice(0, -1) })],
    ['with a zero signature', 'proof.signature', (it) => ({ ...it, proofValue: `z${encodeBase58(new Uint8Array(64))}` })],
    ['with an endless signature', 'proof.malformed', (it) => ({ ...it, proofValue: `z${'1'.repeat(100_000)}` })],
    ['by a method that is no address', 'proof.malformed', (it) => ({ ...it, verificationMethod: 'z6Mk' })],
    ['by an object in place of a method', 'proof.malformed', (it) => ({ ...it, verificationMethod: { id: verificationMethod } })],
    ['by a key of another type', 'proof.key-type', (it) => ({ ...it, verificationMethod: keyed('EdDSA').verificationMethod })],
    ['by another key', 'proof.signature', (it) => ({ ...it, verificationMethod: keyed('ES256').verificationMethod })],
    ['when one beside it is bad', 'proof.signature', (it) => [it, { ...it, created: '2026-05-13T09:05:01Z' }]],
    ['when there are a thousand', 'proof.too-many', (it) => Array.from({ length: 1000 }, () => it)],
    ['when it follows one that is not there', 'proof.previous', (it) => ({ ...it, previousProof: 'urn:uuid:1' })],
    ['when it follows itself', 'proof.previous', (it) => ({ ...it, id: 'urn:uuid:1', previousProof: 'urn:uuid:1' })],
  ])('%s', async (_, code, change) => {
    expect(await verdict(withProof(change))).toBe(code)
  })

  test('made after now', async () => {
    expect(await verdict(signed, new Date('2026-05-13T09:04:59Z'))).toBe('proof.created-in-future')
    expect(await verdict(signed, new Date(created))).toBe('accepted')
  })

  test('that has ended', async () => {
    const ending = await signDocument({ document: plainBadge(did), ...options, expires: '2026-08-01T00:00:00Z' })
    expect(await verdict(ending, new Date('2026-07-31T23:59:59Z'))).toBe('accepted')
    expect(await verdict(ending, new Date('2026-08-01T00:00:00Z'))).toBe('proof.expired')
    expect(await verdict(ending)).toBe('accepted')
  })
})

describe('a document is refused', () => {
  test.each<[string, string, (document: JsonObject) => JsonObject]>([
    [
      'with a context that is not pinned',
      'proof.context',
      (it) => ({ ...it, '@context': ['https://www.w3.org/ns/credentials/v2', 'https://example.org/ctx'] }),
    ],
    [
      'with an inline context',
      'proof.context',
      (it) => ({ ...it, '@context': [...asList(it['@context']), { a: 'https://example.org/a' }] }),
    ],
    [
      'with an inline context inside',
      'proof.context',
      (it) => ({ ...it, evidence: [{ '@context': { '@vocab': 'https://example.org/' }, a: 1 }] }),
    ],
    ['with no context', 'proof.json-ld', ({ '@context': _, ...it }) => it],
    ['with an undefined member', 'proof.json-ld', (it) => ({ ...it, undefinedMember: 'x' })],
    ['with a relative id', 'proof.json-ld', (it) => ({ ...it, id: 'relative' })],
  ])('%s', async (_, code, change) => {
    expect(await codeOf(() => signDocument({ document: change(plainBadge(did)), ...options }))).toBe(code)
    expect(await verdict(change(signed))).toBe(code)
  })

  // Security row 10: equal blank nodes that point at one another; RDFC-1.0 would try every order of them.
  test('when it is a graph made to take for ever', async () => {
    const node = (index: number) => `_:n${index}`
    const names = Array.from({ length: 9 }, (_, index) => node(index))
    const clique = names.map((id) => ({
      id,
      type: ['Profile'],
      endorsement: names.filter((other) => other !== id).map((other) => ({ id: other })),
    }))
    const started = performance.now()
    const poisoned = { ...signed, credentialSubject: { type: ['AchievementSubject'], source: clique } }
    expect(await verdict(poisoned)).toBe('proof.too-complex')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('several proofs', () => {
  const second = keyed('EdDSA')

  test('a set holds when each does', async () => {
    const both = await signDocument({ document: signed, ...second, suite: 'eddsa-rdfc-2022', created })
    expect((await verifyProofs({ document: both, resolveKey })).map(({ suite }) => suite)).toEqual(['ecdsa-rdfc-2019', 'eddsa-rdfc-2022'])
    expect(await verdict({ ...both, name: 'x' })).toBe('proof.signature')
  })

  test('a chain holds with the proof that it follows, and not with another', async () => {
    const first = {
      ...(await chained({ document: plainBadge(did), key: { signer, verificationMethod }, suite: 'ecdsa-rdfc-2019', id: 'urn:uuid:1' })),
    }
    const last = await chained({
      document: { ...plainBadge(did), proof: [first] },
      key: second,
      suite: 'eddsa-rdfc-2022',
      previousProof: 'urn:uuid:1',
    })
    const document = { ...plainBadge(did), proof: [first, last] }
    expect(await verdict(document)).toBe('accepted')

    const other = await chained({ document: plainBadge(did), key: keyed('ES256'), suite: 'ecdsa-rdfc-2019', id: 'urn:uuid:1' })
    expect(await verdict({ ...document, proof: [other, last] })).toBe('proof.signature')
    expect(await verdict({ ...document, proof: [first, first, last] })).toBe('proof.previous')
    expect(await verdict({ ...document, proof: [last] })).toBe('proof.previous')
  })
})

interface ChainedInput {
  readonly document: JsonObject
  readonly key: { readonly signer: typeof signer; readonly verificationMethod: string }
  readonly suite: 'ecdsa-rdfc-2019' | 'eddsa-rdfc-2022'
  readonly id?: string
  readonly previousProof?: string
}

/** A proof with an id, or one that follows another. */
async function chained({ document, key, suite, ...members }: ChainedInput): Promise<JsonObject> {
  const unsigned = {
    type: 'DataIntegrityProof',
    cryptosuite: suite,
    created,
    verificationMethod: key.verificationMethod,
    proofPurpose: 'assertionMethod',
    ...members,
  }
  const data = await hashData({ document, options: proofOptions({ document, proof: unsigned }), suite, hash: 'SHA-256' })
  return { ...unsigned, proofValue: `z${encodeBase58(await key.signer.sign(data))}` }
}

function asList(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}
