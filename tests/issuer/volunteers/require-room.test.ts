import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openRoom, requireRoom, type Span } from '../../../issuer/volunteers/require-room.ts'

const dayOf = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)
const spanOf = ([from, days, minutes]: readonly [number, number, number]): Span => ({
  from: dayOf(from),
  until: dayOf(from + days),
  minutes,
})
const fits = (entry: Span, take: (entry: Span) => void) => {
  try {
    take(entry)
    return true
  } catch {
    return false
  }
}

/** By the definition: no days, taken together, hold more than 24 hours each of what lies wholly within them. */
function hasRoom(entry: Span, known: readonly Span[]): boolean {
  const all = [...known, entry]
  const days = (from: string, until: string) => (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1
  return all.every(({ from }) =>
    all.every(({ until }) => {
      const within = all.filter((span) => span.from >= from && span.until <= until)
      const isNew = from <= entry.from && until >= entry.until
      return !isNew || within.reduce((sum, { minutes }) => sum + minutes, 0) <= 1440 * days(from, until)
    }),
  )
}

test('line by line, says what counting every choice of days says', () => {
  const line = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 1600 }))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      const room = openRoom([])
      const there: Span[] = []
      for (const span of lines.map(spanOf)) {
        const expected = hasRoom(span, there)
        expect(fits(span, room.take)).toBe(expected)
        expect(fits(span, (entry) => requireRoom(entry, there))).toBe(expected)
        if (expected) there.push(span)
      }
    }),
    { numRuns: 400 },
  )
})

test('of two records that are over-full together, only the days that are full refuse', () => {
  const known = [spanOf([0, 0, 900]), spanOf([0, 0, 900])]
  expect(fits(spanOf([0, 0, 1]), openRoom(known).take)).toBe(false)
  expect(fits(spanOf([1, 0, 1440]), openRoom(known).take)).toBe(true)
  expect(fits(spanOf([0, 1, 1200]), openRoom(known).take)).toBe(false)
})

// A sheet of one person, each line of ten months: it stood still for minutes, and the whole service with it.
test('has counted five thousand lines of long periods within seconds', () => {
  const room = openRoom([])
  const began = performance.now()
  for (let at = 0; at < 5000; at++) room.take(spanOf([at % 600, 300, (at % 9) + 1]))
  expect(performance.now() - began).toBeLessThan(5000)
})

test('has counted a file of which every line is full', () => {
  const room = openRoom([spanOf([0, 299, 299 * 1440])])
  const began = performance.now()
  let taken = 0
  for (let at = 0; at < 3000; at++) if (fits(spanOf([at % 200, at % 90, 3]), room.take)) taken += 1
  expect(taken).toBe(480)
  expect(performance.now() - began).toBeLessThan(10_000)
})
