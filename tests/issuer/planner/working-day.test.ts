import { expect, test } from 'vitest'
import { workingDays } from '../../../issuer/reads/plan/asked.ts'
import { isWorkingDay } from '../../../issuer/working-day.ts'

// Easter Sundays as printed: 31 March 2024, 20 April 2025, 5 April 2026, 28 March 2027, 16 April 2028, 25 April 2038.
test.each(['2024-04-01', '2025-04-21', '2026-04-06', '2027-03-29', '2028-04-17', '2038-04-26'])('%s is an Easter Monday', (day) => {
  expect(isWorkingDay(day)).toBe(false)
})

test.each(['2026-12-08', '2027-01-01', '2027-01-06', '2026-12-05', '2026-12-06', '2027-10-04'])('offices are closed on %s', (day) => {
  expect(isWorkingDay(day)).toBe(false)
})

test.each(['2026-12-07', '2026-12-09', '2024-10-04', '2027-03-30'])('offices work on %s', (day) => {
  expect(isWorkingDay(day)).toBe(true)
})

test('a plan is for working days alone', () => {
  expect(workingDays({ from: '2026-12-05', until: '2026-12-10' })).toEqual(['2026-12-07', '2026-12-09', '2026-12-10'])
})
