import { describe, expect, test } from 'vitest'
import { asn1js, readTime } from '../../../credential/x509/index.ts'
import { codeOf } from '../refused.ts'

const [UTC, GENERALIZED] = [0x17, 0x18]

function time(tag: number, text: string) {
  return asn1js.fromBER(Uint8Array.from([tag, text.length, ...new TextEncoder().encode(text)])).result
}

test.each([
  [UTC, '260228235959Z', '2026-02-28T23:59:59.000Z'],
  [UTC, '491231000000Z', '2049-12-31T00:00:00.000Z'],
  [UTC, '500101000000Z', '1950-01-01T00:00:00.000Z'],
  [GENERALIZED, '20240229000000Z', '2024-02-29T00:00:00.000Z'],
  [GENERALIZED, '20260513090500.25Z', '2026-05-13T09:05:00.250Z'],
  [GENERALIZED, '99991231235959Z', '9999-12-31T23:59:59.000Z'],
])('%s %s is read', (tag, text, expected) => {
  expect(readTime(time(tag, text)).toISOString()).toBe(expected)
})

describe('what is no time is refused, where the library makes one of it', () => {
  test.each([
    ['30 February', UTC, '260230000000Z'],
    ['29 February of a year that has none', UTC, '230229000000Z'],
    ['29 February of a year that has none, in four digits', GENERALIZED, '20230229000000Z'],
    ['hour 24', GENERALIZED, '20260228240000Z'],
    ['a leap second', UTC, '161231235960Z'],
    ['no seconds', UTC, '2602282359Z'],
    ['another zone', UTC, '260228235959+0100'],
    ['no zone', GENERALIZED, '20260228235959'],
    ['month 0', UTC, '260010000000Z'],
  ])('%s', async (_, tag, text) => {
    expect(await codeOf(() => readTime(time(tag, text)))).toBe('time.malformed')
  })

  test('a number, and nothing', async () => {
    expect(await codeOf(() => readTime(new asn1js.Integer({ value: 1 })))).toBe('time.malformed')
    expect(await codeOf(() => readTime(undefined))).toBe('time.malformed')
  })
})
