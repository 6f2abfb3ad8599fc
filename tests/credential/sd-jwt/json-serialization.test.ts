import { describe, expect, test } from 'vitest'
import { fromJsonSerialization } from '../../../credential/sd-jwt/index.ts'
import { codeOf } from '../refused.ts'

describe('JSON serialization', () => {
  test('flattened becomes compact', () => {
    expect(fromJsonSerialization({ payload: 'p', protected: 'h', signature: 's', header: { disclosures: ['a', 'b'], kb_jwt: 'k' } })).toBe(
      'h.p.s~a~b~k',
    )
    expect(fromJsonSerialization({ payload: 'p', protected: 'h', signature: 's' })).toBe('h.p.s~')
  })

  test.each([
    ['text', 'h.p.s~'],
    ['no signature', { payload: 'p', signatures: [] }],
    ['both forms at once', { payload: 'p', protected: 'h', signature: 's', signatures: [{ protected: 'h', signature: 's' }] }],
    ['disclosures that are no list', { payload: 'p', protected: 'h', signature: 's', header: { disclosures: 'a' } }],
    ['a disclosure with a tilde', { payload: 'p', protected: 'h', signature: 's', header: { disclosures: ['a~b'] } }],
    ['a payload that is an object', { payload: {}, protected: 'h', signature: 's' }],
  ])('refuses %s', async (_, value) => {
    expect(await codeOf(() => fromJsonSerialization(value))).toBe('sd-jwt.malformed')
  })
})
