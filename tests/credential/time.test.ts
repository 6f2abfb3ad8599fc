import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDateTime, fromNumericDate, parseDate, parseDateTime, toNumericDate } from '../../credential/time.ts'
import { codeOf } from './refused.ts'

describe('an instant', () => {
  test.each([
    ['2027-01-15T12:00:00Z', '2027-01-15T12:00:00.000Z'],
    ['2027-01-15T12:00:00.5Z', '2027-01-15T12:00:00.500Z'],
    ['2027-01-15T12:00:00.123456789Z', '2027-01-15T12:00:00.123Z'],
    ['2027-01-15T12:00:00+01:00', '2027-01-15T11:00:00.000Z'],
    ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T23:59:59+14:00', '2000-02-29T09:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(parseDateTime(text).toISOString()).toBe(expected)
  })

  test.each([
    '2026-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:60:00Z',
    '2026-12-31T23:59:60Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '2026-01-01t00:00:00z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00,5Z',
    '2026-01-01T00:00:00+0100',
    '2026-01-01T00:00:00+14:01',
    '2026-01-01T00:00:00+01:60',
    '+2026-01-01T00:00:00Z',
    '12026-01-01T00:00:00Z',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
    '２026-01-01T00:00:00Z',
    '',
  ])('refuses %j', async (text) => {
    expect(await codeOf(() => parseDateTime(text))).toBe('time.malformed')
  })

  test('is written in UTC to the second, and read back', () => {
    const dates = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
    fc.assert(
      fc.property(dates, (date) => {
        const seconds = Math.floor(date.getTime() / 1000) * 1000
        expect(parseDateTime(formatDateTime(new Date(seconds))).getTime()).toBe(seconds)
      }),
    )
  })

  test('is never written from an invalid date', async () => {
    expect(await codeOf(() => formatDateTime(new Date('x')))).toBe('time.malformed')
    expect(await codeOf(() => toNumericDate(new Date('x')))).toBe('time.malformed')
  })
})

describe('a calendar date', () => {
  test('stays as it is', () => expect(parseDate('2024-02-29')).toBe('2024-02-29'))

  test.each(['2023-02-29', '2024-2-9', '2024-02-29Z', '29/02/2024', ''])('refuses %j', async (text) => {
    expect(await codeOf(() => parseDate(text))).toBe('time.malformed')
  })
})

describe('a NumericDate', () => {
  test('is seconds', () => {
    expect(fromNumericDate(1_700_000_000).toISOString()).toBe('2023-11-14T22:13:20.000Z')
    expect(fromNumericDate(0.5).getTime()).toBe(500)
    expect(toNumericDate(new Date('2023-11-14T22:13:20.999Z'))).toBe(1_700_000_000)
  })

  test.each([1_700_000_000_000, -1, Number.NaN, Number.POSITIVE_INFINITY, '1700000000', null, undefined, true, {}])(
    'refuses %s',
    async (value) => {
      expect(await codeOf(() => fromNumericDate(value))).toBe('time.malformed')
    },
  )
})
