import { deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encode } from '../../../credential/base64url.ts'
import { allocate, encodeBitstring, encodeTokenList, MIN_ENTRIES, readBitstring, readTokenList } from '../../../credential/status/index.ts'
import { codeOf } from '../refused.ts'

const size = MIN_ENTRIES

describe('a list says at each position what was put there', () => {
  test('token lists, of every width', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 2, 4, 8 as const),
        fc.uniqueArray(fc.tuple(fc.nat(4095), fc.nat(255)), { selector: ([index]) => index, maxLength: 40 }),
        fc.nat(4095),
        async (bits, entries, other) => {
          const values = new Map(entries.map(([index, value]) => [index, value % 2 ** bits]))
          const lst = await encodeTokenList({ bits, size: 4096, values })
          for (const index of [...values.keys(), other]) expect(await readTokenList({ bits, lst, index })).toBe(values.get(index) ?? 0)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('bitstrings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(size - 1), { maxLength: 20 }), fc.nat(size - 1), async (set, other) => {
        const encodedList = await encodeBitstring({ size, set })
        for (const index of [...set, other]) expect(await readBitstring({ encodedList, index })).toBe(set.includes(index) ? 1 : 0)
      }),
      { numRuns: 20 },
    )
  })
})

describe('a list is refused', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    [
      'that inflates without end (zlib)',
      () => readTokenList({ bits: 1, lst: encode(deflateSync(Buffer.alloc(64 * 1024 * 1024))), index: 0 }),
      'status-list.too-large',
    ],
    [
      'that inflates without end (gzip)',
      () => readBitstring({ encodedList: `u${encode(gzipSync(Buffer.alloc(64 * 1024 * 1024)))}`, index: 0 }),
      'status-list.too-large',
    ],
    ['that is raw deflate', () => readTokenList({ bits: 1, lst: encode(gzipSync(Buffer.alloc(16))), index: 0 }), 'status-list.malformed'],
    [
      'at a position behind its end',
      () => readTokenList({ bits: 2, lst: encode(deflateSync(Buffer.alloc(16))), index: 64 }),
      'status-list.index',
    ],
    [
      'at a position before its beginning',
      () => readTokenList({ bits: 2, lst: encode(deflateSync(Buffer.alloc(16))), index: -1 }),
      'status-list.index',
    ],
    [
      'shorter than the crowd that hides people',
      () => readBitstring({ encodedList: `u${encode(gzipSync(Buffer.alloc(16)))}`, index: 0 }),
      'status-list.too-short',
    ],
    ['made too short', () => encodeBitstring({ size: 8, set: [] }), 'status-list.too-short'],
    ['made with a position outside', () => encodeTokenList({ bits: 1, size: 8, values: new Map([[8, 1]]) }), 'status-list.index'],
    ['made with a value too wide', () => encodeTokenList({ bits: 1, size: 8, values: new Map([[1, 2]]) }), 'status-list.value'],
  ])('%s', async (_, attempt, code) => {
    expect(await codeOf(attempt)).toBe(code)
  })
})

describe('allocation', () => {
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

  // Fifty tries all hit a taken position once in four million runs; of a list nine tenths full, once in eleven.
  test('never gives a position twice, up to a list seven tenths full', () => {
    const taken = new Set<number>()
    for (let count = 0; count < 700; count++) taken.add(allocate({ size: 1000, isTaken: (index) => taken.has(index), randomBytes }))
    expect(taken.size).toBe(700)
  })

  test('says when a list is full', async () => {
    expect(await codeOf(() => allocate({ size: 1000, isTaken: () => true, randomBytes }))).toBe('status-list.full')
  })

  test('spreads evenly: chi-square over 16 cells', () => {
    const cells = Array<number>(16).fill(0)
    const draws = 32_000
    for (let count = 0; count < draws; count++) {
      const cell = Math.floor((allocate({ size, isTaken: () => false, randomBytes }) * 16) / size)
      cells[cell] = (cells[cell] ?? 0) + 1
    }
    const expected = draws / 16
    const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 15 degrees of freedom: above 50 once in a hundred thousand runs.
    expect(chiSquare).toBeLessThan(50)
  })

  test('does not favour the first positions where the size divides no power of two', () => {
    const top = Uint8Array.from([0xff, 0xff, 0xff, 0xff])
    const low = Uint8Array.from([0, 0, 0, 7])
    const drawn = [top, low]
    expect(allocate({ size: 100_000, isTaken: () => false, randomBytes: () => drawn.shift() ?? low })).toBe(7)
  })
})
