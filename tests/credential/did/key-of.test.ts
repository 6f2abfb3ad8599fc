import { describe, expect, test } from 'vitest'
import { keyOf, readDidDocument } from '../../../credential/did/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { codeOf } from '../refused.ts'

const did = 'did:web:ente.example'
const id = `${did}#k`
const { publicJwk } = throwawaySigner()
const seconds = (text: string) => Date.parse(text) / 1000
const at = (text: string) => new Date(text)

function documentWith(members: JsonObject, relationship = 'assertionMethod') {
  const method = { id, type: 'JsonWebKey', controller: did, publicKeyJwk: { ...publicJwk, ...members } }
  return readDidDocument({ json: { id: did, verificationMethod: [method], [relationship]: [id] }, did })
}

const retired = documentWith({ nbf: seconds('2026-01-01T00:00:00Z'), exp: seconds('2027-01-01T00:00:00Z') })

describe('a key is judged at the time of the signature', () => {
  test.each([
    ['its first second', '2026-01-01T00:00:00Z', 'accepted'],
    ['its last second', '2026-12-31T23:59:59Z', 'accepted'],
    ['a second before', '2025-12-31T23:59:59Z', 'issuer-key.not-yet-valid'],
    ['the moment it ends', '2027-01-01T00:00:00Z', 'issuer-key.ended'],
  ])('%s', async (_, when, code) => {
    expect(await codeOf(() => keyOf(retired, id, { at: at(when), purpose: 'assertionMethod' }))).toBe(code)
  })

  test('iat opens the window where nbf does not', async () => {
    const document = documentWith({ iat: seconds('2026-01-01T00:00:00Z') })
    expect(await codeOf(() => keyOf(document, id, { at: at('2025-06-01T00:00:00Z'), purpose: 'assertionMethod' }))).toBe(
      'issuer-key.not-yet-valid',
    )
    expect(keyOf(document, id, { at: at('2040-01-01T00:00:00Z'), purpose: 'assertionMethod' }).window.notAfter).toBeUndefined()
  })

  test('an id that is not its own, in any spelling, is unknown', async () => {
    for (const kid of ['k', '#k', 'did:web:altro.example#k', `${did}#K`, `${did}#`, '']) {
      expect(await codeOf(() => keyOf(retired, kid, { at: at('2026-06-01T00:00:00Z'), purpose: 'assertionMethod' }))).toBe(
        'issuer-key.unknown',
      )
    }
  })

  test('a key for logging in does not issue', async () => {
    const document = documentWith({}, 'authentication')
    expect(await codeOf(() => keyOf(document, id, { at: at('2026-06-01T00:00:00Z'), purpose: 'assertionMethod' }))).toBe(
      'issuer-key.purpose',
    )
    expect(keyOf(document, id, { at: at('2026-06-01T00:00:00Z'), purpose: 'authentication' }).key).toEqual(publicJwk)
  })
})

describe('a revoked key', () => {
  const revoked = (reason?: string) =>
    documentWith({ revoked: { revoked_at: seconds('2026-06-01T00:00:00Z'), ...(reason ? { reason } : {}) } })
  const before = { at: at('2026-05-01T00:00:00Z'), purpose: 'assertionMethod' } as const

  test('signs nothing from then on', async () => {
    expect(await codeOf(() => keyOf(revoked('superseded'), id, { ...before, at: at('2026-06-01T00:00:00Z') }))).toBe('issuer-key.revoked')
  })

  test('keeps what it signed before, if it was only superseded', () => {
    expect(keyOf(revoked('superseded'), id, before).key).toEqual(publicJwk)
  })

  test.each(['compromised', 'unspecified', undefined])('is good for nothing when %s: a thief writes any date', async (reason) => {
    expect(await codeOf(() => keyOf(revoked(reason), id, before))).toBe('issuer-key.compromised')
  })

  test('is good for what a witness saw before the theft', async () => {
    const seen = keyOf(revoked('compromised'), id, { ...before, witnessedAt: at('2026-05-02T00:00:00Z') })
    expect(seen.compromisedAt).toEqual(at('2026-06-01T00:00:00Z'))
    expect(await codeOf(() => keyOf(revoked('compromised'), id, { ...before, witnessedAt: at('2026-06-01T00:00:00Z') }))).toBe(
      'issuer-key.compromised',
    )
  })
})
