import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, decodeText, encode, encodeText } from '../../credential/base64url.ts'
import * as node from '../../credential/crypto/base64url-node.ts'
import * as web from '../../credential/crypto/base64url-web.ts'
import { codeOf } from './refused.ts'

const malformed: [string, string][] = [
  ['padding', 'YQ=='],
  ['the other alphabet', 'a+b/'],
  ['white space', 'YW Jj'],
  ['a line end', 'YWJj\n'],
  ['a lone character', 'YWJjZ'],
  ['unused bits of two characters', 'YR'],
  ['unused bits of three characters', 'YWJ'],
  ['a letter beyond ASCII', 'YWJé'],
  ['a letter beyond Latin', 'YWJ\u0161'],
]

describe.each([
  ['in Node', node],
  ['in the browser', web],
])('base64url %s', (_, codec) => {
  test('agrees with Node for any bytes, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = codec.encodeBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(codec.decodeBase64url(text)).toEqual(bytes)
      }),
    )
  })

  test('reads a view into a larger buffer as the view', () => {
    expect(codec.encodeBase64url(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe('AgM')
  })

  test('decodes a list of texts as each of them, and none that holds a text that it would not take alone', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 6 }), (texts) => {
        const encoded = texts.map((text) => Buffer.from(text).toString('base64url'))
        const joined = codec.decodeTextsBase64url(encoded, ',\n')
        const plain = texts.map((text) => Buffer.from(text).toString())
        // What holds the sign for an unknown letter is left to who looks at each.
        expect(joined).toBe(plain.some((text) => text.includes('\ufffd')) ? undefined : plain.join(',\n'))
      }),
    )
    for (const [, text] of malformed) expect(codec.decodeTextsBase64url(['YWJj', text, 'YWJj'], ',\n')).toBeUndefined()
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80]])
      expect(codec.decodeTextsBase64url(['YWJj', Buffer.from(bytes).toString('base64url'), 'gA'], ',\n')).toBeUndefined()
  })

  test('writes texts one after the other as the text of all of them', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (texts) => {
        expect(codec.encodeUtf8Parts(texts)).toEqual(codec.encodeUtf8(texts.join('')))
      }),
    )
  })

  test('takes of all texts exactly the canonical ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABab01-_=+/ é'), maxLength: 9 }), (text) => {
        const canonical = Buffer.from(text, 'base64url').toString('base64url') === text
        expect(codec.decodeBase64url(text) !== undefined).toBe(canonical)
      }),
    )
  })

  test.each(malformed)('refuses %s', (_, text) => {
    expect(codec.decodeBase64url(text)).toBeUndefined()
    expect(codec.decodeTextBase64url(text)).toBeUndefined()
  })

  test('carries any text both ways, short and long, and whatever was there before', () => {
    for (const text of ['', 'Perché no? 🎓', '\ufeffa', '\ufffd', 'é'.repeat(20_000), 'a'.repeat(20_000), 'b']) {
      const encoded = codec.encodeTextBase64url(text)
      expect(encoded).toBe(Buffer.from(text).toString('base64url'))
      expect(codec.decodeTextBase64url(encoded)).toBe(text)
    }
  })

  test.each([1, 20_000])('says what is no UTF-8 (%i times)', (times) => {
    const encoded = Buffer.concat([Buffer.alloc(times, 0x61), Buffer.from([0xc3, 0x28])]).toString('base64url')
    expect(() => codec.decodeTextBase64url(encoded)).toThrow(TypeError)
  })
})

describe('base64url', () => {
  test('carries any text', () => {
    expect(decodeText(encodeText('Perché no? 🎓'))).toBe('Perché no? 🎓')
    expect(encodeText('')).toBe('')
  })

  test.each(malformed)('refuses %s by code', async (_, text) => {
    expect(await codeOf(() => decode(text))).toBe('base64url.malformed')
  })

  test('refuses text that is not UTF-8', async () => {
    expect(await codeOf(() => decodeText(encode(Uint8Array.of(0xc3, 0x28))))).toBe('base64url.malformed')
  })
})
