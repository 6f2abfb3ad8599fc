import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseStrictJson } from '../../../credential/json/index.ts'
import { codeOf } from '../refused.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('strict JSON', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme', maxDepth: 8 }), (text) => {
        fc.pre(!text.includes('__proto__'))
        expect(parseStrictJson(bytes(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  test.each([
    ['quotes and colons inside strings', '{"a:\\"b":"\\\\","c":":\\\\\\":"}'],
    ['brackets inside strings', `["${'['.repeat(100)}"]`],
    ['members of one name in different objects', '[{"a":1},{"a":{"a":2}}]'],
    ['a pair of surrogates escaped', '"\\ud83c\\udf93"'],
    ['the largest double', '1.7976931348623157e308'],
  ])('reads %s', (_, text) => {
    expect(parseStrictJson(bytes(text))).toEqual(JSON.parse(text))
  })

  test.each([
    ['a repeated name', '{"iss":"a","iss":"b"}', 'json.repeated-name'],
    ['a repeated name, once escaped', '{"iss":"a","\\u0069ss":"b"}', 'json.repeated-name'],
    ['a repeated name deep inside', '{"a":[{"b":{"c":1,"c":1}}]}', 'json.repeated-name'],
    ['__proto__', '{"__proto__":{"polluted":true}}', 'json.forbidden-name'],
    ['__proto__, escaped', '{"\\u005f_proto__":{"polluted":true}}', 'json.forbidden-name'],
    ['a lone surrogate', '"\\ud800"', 'json.lone-surrogate'],
    ['a lone surrogate in a name', '{"\\udf93":1}', 'json.lone-surrogate'],
    ['a number beyond a double', '{"exp":1e400}', 'json.number-range'],
    ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, 'json.too-deep'],
    ['50,000 levels', '{"a":'.repeat(50_000), 'json.too-deep'],
    ['text after the value', '{} {}', 'json.malformed'],
    ['an open string', '{"a":"b', 'json.malformed'],
    ['an escaped end of string', '"\\"', 'json.malformed'],
    ['a comment', '{/* */}', 'json.malformed'],
    ['a trailing comma', '[1,]', 'json.malformed'],
    ['single quotes', "{'a':1}", 'json.malformed'],
    ['nothing', '', 'json.malformed'],
    ['a byte order mark', '\ufeff{}', 'json.malformed'],
  ])('refuses %s', async (_, text, code) => {
    expect(await codeOf(() => parseStrictJson(bytes(text)))).toBe(code)
  })

  test.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('refuses %s', async (_, raw) => {
    expect(await codeOf(() => parseStrictJson(Uint8Array.from(raw)))).toBe('json.not-utf8')
  })

  test('refuses more bytes than asked for, before it looks at them', async () => {
    expect(await codeOf(() => parseStrictJson(bytes('[1, 2, 3]'), { maxBytes: 8 }))).toBe('json.too-large')
  })

  test('keeps the document out of the error', async () => {
    const error = await Promise.resolve()
      .then(() => parseStrictJson(bytes('{"taxCode": RSSMRA}')))
      .catch((caught: unknown) => caught)
    expect(JSON.stringify([String(error), Object(error).cause ?? null, Object(error).facts])).not.toContain('RSSMRA')
  })

  test('leaves the prototype of objects clean', async () => {
    await codeOf(() => parseStrictJson(bytes('{"__proto__":{"polluted":true}}')))
    expect(Reflect.has({}, 'polluted')).toBe(false)
  })
})
