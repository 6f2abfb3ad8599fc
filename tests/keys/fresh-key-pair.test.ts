import { describe, expect, test } from 'vitest'
import { type FreshKeyKind, freshKeyPair } from '../../keys/fresh-key-pair.ts'

describe('a new key pair', () => {
  test.each<[FreshKeyKind, object]>([
    ['P-256', { kty: 'EC', crv: 'P-256' }],
    ['P-384', { kty: 'EC', crv: 'P-384' }],
    ['P-521', { kty: 'EC', crv: 'P-521' }],
    ['Ed25519', { kty: 'OKP', crv: 'Ed25519' }],
    ['RSA-2048', { kty: 'RSA' }],
  ])('is of the kind asked for, its halves belong together, and no two are alike: %s', (kind, expected) => {
    const [pair, other] = [freshKeyPair(kind), freshKeyPair(kind)]
    const { d, ...open } = pair.privateKey.export({ format: 'jwk' })
    const published = pair.publicKey.export({ format: 'jwk' })
    expect(d).toBeTypeOf('string')
    expect(published).toMatchObject(expected)
    expect(open).toMatchObject(published)
    expect(other.publicKey.equals(pair.publicKey)).toBe(false)
  })
})
