import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, decodeText, encode, encodeText } from '../../credential/base64url.ts'
import { codeOf } from './refused.ts'

describe('base64url', () => {
  test('agrees with Node for any bytes, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = encode(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(decode(text)).toEqual(bytes)
      }),
    )
  })

  test('carries any text', () => {
    expect(decodeText(encodeText('Perché no? 🎓'))).toBe('Perché no? 🎓')
    expect(encodeText('')).toBe('')
  })

  test.each([
    ['padding', 'YQ=='],
    ['the other alphabet', 'a+b/'],
    ['white space', 'YW Jj'],
    ['a line end', 'YWJj\n'],
    ['a lone character', 'YWJjZ'],
    ['unused bits of two characters', 'YR'],
    ['unused bits of three characters', 'YWJ'],
    ['a letter beyond ASCII', 'YWJé'],
    ['a letter beyond Latin', 'YWJ\u0161'],
  ])('refuses %s', async (_, text) => {
    expect(await codeOf(() => decode(text))).toBe('base64url.malformed')
  })

  test('refuses text that is not UTF-8', async () => {
    expect(await codeOf(() => decodeText(encode(Uint8Array.of(0xc3, 0x28))))).toBe('base64url.malformed')
  })
})
