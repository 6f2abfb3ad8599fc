import { beforeEach, describe, expect, test } from 'vitest'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import { signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { checkStatus, composeBitstringList, MIN_ENTRIES } from '../../../credential/status/index.ts'
import { formatDateTime } from '../../../credential/time.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { type DemoWorld, demoWorld, INDEX, moments } from '../../fixtures/demo-world.ts'

let demo: DemoWorld
beforeEach(async () => {
  demo = await demoWorld()
})

const hour = 3_600_000

interface ListChanges {
  readonly document?: (document: JsonObject) => JsonObject
  readonly tampered?: (document: JsonObject) => JsonObject
  readonly set?: readonly number[]
  readonly signer?: DemoWorld['body']['signer']
  readonly kid?: string
  readonly until?: Date
  /** Signed as a token, in which nothing but the shape forbids what JSON-LD would. */
  readonly jwt?: true
}

/** Publishes the list of revocations and asks about the demonstration's position. */
async function ask(
  { document = same, tampered = same, set = [], signer = demo.body.signer, kid = demo.body.kid, until, jwt }: ListChanges,
  entry: JsonObject = {},
) {
  const url = demo.statusUrl('revocation')
  const list = await composeBitstringList({
    id: url,
    issuer: demo.body.did,
    purpose: 'revocation',
    size: MIN_ENTRIES,
    set,
    validFrom: formatDateTime(moments.now),
    validUntil: formatDateTime(until ?? new Date(moments.now.getTime() + hour)),
    ttlMilliseconds: 60_000,
  })
  const created = formatDateTime(moments.now)
  const served = jwt
    ? await signCompact({ header: { typ: 'vc+jwt', kid }, payload: document(list), signer })
    : JSON.stringify(
        tampered(await signDocument({ document: document(list), suite: 'ecdsa-rdfc-2019', signer, verificationMethod: kid, created })),
      )
  demo.web.serve(url, served)
  const reference = {
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(INDEX),
    statusListCredential: url,
    ...entry,
  }
  return checkStatus(reference, demo.world, { issuer: demo.body.did })
}

const same = (document: JsonObject) => document

describe('a list may be written as Bitstring Status List 1.0 allows', () => {
  const V2 = 'https://www.w3.org/ns/credentials/v2'
  const DI = 'https://w3id.org/security/data-integrity/v2'

  test.each([
    ['with the vocabulary of its proof', { '@context': [V2, DI] }],
    ['with its types in the other order', { type: ['BitstringStatusListCredential', 'VerifiableCredential'] }],
  ])('%s', async (_, members) => {
    const document = (list: JsonObject) => ({ ...list, ...members })
    expect(await ask({ document })).toMatchObject({ word: 'valido', step: { outcome: 'passed' } })
    expect(await ask({ document, set: [INDEX] })).toMatchObject({ word: 'annullato' })
  })

  test.each([
    ['with terms of its own', { '@context': [V2, { validUntil: 'https://schema.org/name' }] }],
    ['with a vocabulary that nobody pinned', { '@context': [V2, 'https://altrove.example/v1'] }],
    ['with another vocabulary first', { '@context': [DI, V2] }],
    ['with one named twice', { '@context': [V2, V2] }],
    ['with one type', { type: ['VerifiableCredential'] }],
    ['with one type twice', { type: ['VerifiableCredential', 'VerifiableCredential'] }],
    ['with a term that is none of a list', { evidence: 'x' }],
  ])('and not %s', async (_, members) => {
    const { step, word } = await ask({ document: (list) => ({ ...list, ...members }), jwt: true })
    expect([word, step]).toMatchObject([undefined, { outcome: 'not-checked', facts: { cause: 'status-list.type' } }])
  })
})

describe('a list of revocations', () => {
  test('says valid where the bit is clear', async () => {
    expect(await ask({})).toMatchObject({ word: 'valido', value: 0, step: { outcome: 'passed' } })
  })

  test('says annulled where the bit is set', async () => {
    expect(await ask({ set: [INDEX] })).toMatchObject({
      word: 'annullato',
      value: 1,
      step: { outcome: 'failed', code: 'status.annullato-unexplained' },
    })
  })

  test.each<[string, () => ListChanges, string, string]>([
    [
      'of another address',
      () => ({ document: (list) => ({ ...list, id: demo.statusUrl('suspension') }) }),
      'not-checked',
      'status.list-refused',
    ],
    [
      'of another issuer',
      () => ({ document: (list) => ({ ...list, issuer: demo.otherBody.did }), signer: demo.otherBody.signer, kid: demo.otherBody.kid }),
      'not-checked',
      'status.list-refused',
    ],
    [
      'signed by another organisation',
      () => ({ signer: demo.otherBody.signer, kid: demo.otherBody.kid }),
      'not-checked',
      'status.list-refused',
    ],
    ['signed by a stranger', () => ({ signer: throwawaySigner() }), 'not-checked', 'status.list-refused'],
    ['unsigned', () => ({ tampered: ({ proof: _, ...list }) => list }), 'not-checked', 'status.list-refused'],
    ['without any proof in its list', () => ({ tampered: (list) => ({ ...list, proof: [] }) }), 'not-checked', 'status.list-refused'],
    [
      'changed after signing',
      () => ({ tampered: (list) => ({ ...list, validUntil: '2030-01-01T00:00:00Z' }) }),
      'not-checked',
      'status.list-refused',
    ],
    ['expired', () => ({ until: new Date(moments.now.getTime() - 2 * 60_000) }), 'not-checked', 'status.list-expired'],
    [
      'whose end is spelt so that nobody sees it',
      () => ({
        until: new Date(moments.now.getTime() - 2 * 60_000),
        tampered: ({ validUntil, ...list }) => ({
          ...list,
          'https://www.w3.org/2018/credentials#validUntil': {
            '@value': String(validUntil),
            '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
          },
        }),
      }),
      'not-checked',
      'status.list-refused',
    ],
  ])('%s leaves the question open', async (_, changes, outcome, code) => {
    const result = await ask(changes())
    expect(result.step).toMatchObject({ outcome, code })
    expect(result.word).toBeUndefined()
  })

  test.each<[string, JsonObject, string, string]>([
    ['for another purpose', { statusPurpose: 'suspension' }, 'not-checked', 'status.list-refused'],
    ['with a place outside', { statusListIndex: '131072' }, 'failed', 'status.out-of-range'],
    ['with a hexadecimal place', { statusListIndex: '0x2A' }, 'failed', 'status.malformed'],
    ['with a number for a place', { statusListIndex: INDEX }, 'failed', 'status.malformed'],
    ['with an unknown member', { statusListIndexx: '1' }, 'failed', 'status.malformed'],
    ['of another type', { type: 'StatusList2021Entry' }, 'not-checked', 'status.unsupported'],
    ['that is not there', { statusListCredential: 'http://localhost:4000/status/x/1/revocation' }, 'not-checked', 'status.unreachable'],
  ])('an entry %s is never a "valid"', async (_, entry, outcome, code) => {
    expect((await ask({}, entry)).step).toMatchObject({ outcome, code })
  })
})
