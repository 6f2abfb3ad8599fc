import { expect, test } from 'vitest'
import { calendar } from '../../../issuer/demo/calendar.ts'

test.each([
  ['a holiday', '2026-11-02T09:00:00Z', -60, '2026-12-31T09:00:00.000Z'],
  ['a Sunday after a holiday', '2026-11-30T09:00:00Z', -27, '2026-12-24T09:00:00.000Z'],
  ['a working day', '2026-11-30T09:00:00Z', -1, '2026-12-01T09:00:00.000Z'],
])('nothing of the demo happens on %s', (_, now, daysAgo, day) => {
  expect(calendar(new Date(now))(daysAgo, '10:00').toISOString()).toBe(day)
})
