import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalize, type JsonValue } from '../../../credential/json/index.ts'
import { codeOf } from '../refused.ts'

describe('canonical JSON (RFC 8785)', () => {
  test('§3.2.2 and §3.2.4: the example of the specification', () => {
    const value = {
      // biome-ignore lint/correctness/noPrecisionLoss: the specification's own example
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalize(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('§3.2.3: names sorted by UTF-16 code units', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(Object.values(JSON.parse(canonicalize(value)))).toHaveLength(7)
    expect([...canonicalize(value).matchAll(/:(\d)/g)].map(([, digit]) => digit).join('')).toBe('2467153')
  })

  test.each([
    [0, '0'],
    [-0, '0'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
  ])('appendix B: %s is %s', (number, text) => {
    expect(canonicalize(number)).toBe(text)
  })

  test('says the same whatever the order in which members were put', () => {
    const reversed = (value: JsonValue): JsonValue => {
      if (Array.isArray(value)) return value.map(reversed)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, reversed(member)]),
      )
    }
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonicalize(value as JsonValue)
        expect(canonicalize(reversed(value as JsonValue))).toBe(text)
        expect(canonicalize(JSON.parse(text))).toBe(text)
      }),
    )
  })

  test.each([
    ['NaN', Number.NaN, 'json.number-range'],
    ['infinity', [Number.POSITIVE_INFINITY], 'json.number-range'],
    ['a lone surrogate', { a: '\ud800' }, 'json.lone-surrogate'],
    ['a lone surrogate in a name', { '\ud800': 1 }, 'json.lone-surrogate'],
    ['undefined', { a: undefined }, 'json.malformed'],
  ])('refuses %s', async (_, value, code) => {
    expect(await codeOf(() => canonicalize(value as JsonValue))).toBe(code)
  })
})
