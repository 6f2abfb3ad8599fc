import { describe, expect, test } from 'vitest'
import { signDocument, verifyProofs } from '../../../credential/data-integrity/index.ts'
import { decodeMultikey } from '../../../credential/did/index.ts'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import { readOpenBadge } from '../../../credential/open-badge/index.ts'
import { created, keyed, plainBadge } from '../data-integrity/badge.ts'
import { swappedTerms, verifiedByPeer } from '../data-integrity/digitalbazaar.ts'
import { codeOf } from '../refused.ts'
import { insideIssuer, type Respell, underFullIri, underFullIriInList, underNest, without } from './respell.ts'

const VALID_UNTIL = 'https://www.w3.org/2018/credentials#validUntil'
const now = new Date('2027-01-15T12:00:00Z')

const { did, ...key } = keyed('ES256')
const sign = (document: JsonObject) => signDocument({ document, ...key, suite: 'ecdsa-rdfc-2019', created })
const resolveKey = async (method: string) => decodeMultikey(method.split('#')[1] ?? '')

const expired = await sign({ ...plainBadge(did), validUntil: '2026-12-31T23:59:59Z' })
const revoked = await sign({
  ...plainBadge(did),
  credentialStatus: {
    id: 'https://ente.example/status/1#7',
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '7',
    statusListCredential: 'https://ente.example/status/1',
  },
})

/** The peer looks for the plain name only and does not find it. */
const spellings: [string, Respell][] = [
  ['its full IRI', underFullIri],
  ['a member of @nest', underNest],
  ['its full IRI in a list', underFullIriInList],
  ['a member of what is said of the issuer', insideIssuer],
]

describe.each([
  ['an expired badge', expired, 'validUntil'],
  ['a revoked badge', revoked, 'credentialStatus'],
])('%s', (_, document, name) => {
  test('is refused by @digitalbazaar/vc as it stands', async () => {
    expect(await verifiedByPeer({ credential: document, family: 'ecdsa', now })).toBe(false)
  })

  test.each(spellings)('spelt as %s is accepted by it, and refused here though its signature holds', async (__, respell) => {
    const respelt = respell(document, name)
    expect(await verifiedByPeer({ credential: respelt, family: 'ecdsa', now })).toBe(true)
    expect(await verifyProofs({ document: respelt, resolveKey })).toHaveLength(1)
    expect(await codeOf(() => readOpenBadge(respelt))).toBe('schema.member-name')
  })
})

describe('other spellings of one member are refused here too', () => {
  const end = String(expired.validUntil)
  test.each<[string, string, JsonObject]>([
    [
      'a value object',
      'schema.member-name',
      { ...expired, validUntil: { '@value': end, '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' } },
    ],
    ['a list', 'schema.open-badge', { ...expired, validUntil: [end] }],
    ['nothing', 'schema.open-badge', { ...expired, validUntil: null }],
    ['a compact IRI', 'schema.member-name', { ...without(expired, 'validUntil'), 'cred:validUntil': end }],
    ['a graph', 'schema.member-name', { '@context': expired['@context'] ?? null, '@graph': [without(expired, '@context')] }],
    [
      'what includes itself',
      'schema.member-name',
      { ...without(expired, 'validUntil'), '@included': [{ id: expired.id ?? null, validUntil: end }] },
    ],
    ['a reverse property', 'schema.member-name', { ...expired, '@reverse': {} }],
    ['an alias of id', 'schema.member-name', { ...without(expired, 'id'), '@id': expired.id ?? null }],
    [
      'a member of the evidence of the same id',
      'schema.open-badge',
      { ...without(expired, 'validUntil'), evidence: [{ id: expired.id ?? null, validUntil: end }] },
    ],
    ['two equal types', 'schema.open-badge', { ...expired, type: ['VerifiableCredential', 'OpenBadgeCredential', 'OpenBadgeCredential'] }],
    [
      'a type by its full IRI',
      'schema.open-badge',
      { ...expired, type: ['https://www.w3.org/2018/credentials#VerifiableCredential', 'OpenBadgeCredential'] },
    ],
  ])('%s', async (_, code, document) => {
    expect(await codeOf(() => readOpenBadge(document))).toBe(code)
  })
})

describe('the context decides what a member means', () => {
  const contexts = expired['@context'] as readonly string[]
  const swap = { activityStartDate: { '@id': 'https://example.org/a' } }

  test.each<[string, JsonValue]>([
    ['an inline context behind the two', [...contexts, { validUntil: VALID_UNTIL }]],
    ['one before them', [swap, ...contexts]],
    ['the two in the other order', [...contexts].reverse()],
    ['one of them twice', [...contexts, contexts[1] ?? '']],
    ['the first alone', contexts[0] ?? ''],
    ['a context of the chain', [...contexts, 'https://attesta.example/ns/recognized-entities/v1']],
    ['no list', { '@vocab': 'https://example.org/' }],
  ])('%s is refused', async (_, context) => {
    expect(await codeOf(() => readOpenBadge({ ...expired, '@context': context }))).toBe('schema.context')
  })

  test('the context of another data model than its members are of is refused', async () => {
    const former = { ...expired, '@context': ['https://www.w3.org/2018/credentials/v1', contexts[1] ?? ''] }
    expect(await codeOf(() => readOpenBadge(former))).toBe('schema.open-badge')
  })

  test('two terms swapped by an inline context keep the signature in @digitalbazaar/vc, and are refused here', async () => {
    const swapped = await swappedTerms(plainBadge)
    expect(await codeOf(() => verifyProofs({ document: swapped, resolveKey }))).toBe('proof.context')
    expect(await codeOf(() => readOpenBadge(swapped))).toBe('schema.context')
  })
})
