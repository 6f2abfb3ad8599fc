import { expect, test, vi } from 'vitest'
import { typedInRome } from '../../issuer/web/typed-in-rome.ts'
import { formatDate, formatDateTime, formatTime, goByClocksOf } from '../../ui/dates.ts'

vi.mock('../../ui/i18n.ts', () => ({ language: () => 'it' }))

test.each([
  ['in winter', '2027-01-15T17:30', '2027-01-15T16:30:00.000Z'],
  ['in summer', '2027-07-15T17:30', '2027-07-15T15:30:00.000Z'],
  ['before the clocks go forward', '2027-03-28T01:30', '2027-03-28T00:30:00.000Z'],
  ['in the hour that they skip', '2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
  ['after they went forward', '2027-03-28T03:30', '2027-03-28T01:30:00.000Z'],
  ['in the hour that they show twice', '2027-10-31T02:30', '2027-10-31T01:30:00.000Z'],
  ['after they went back', '2027-10-31T03:30', '2027-10-31T02:30:00.000Z'],
])('an hour typed %s is one of Rome', (_, typed, meant) => {
  expect(typedInRome(typed).toISOString()).toBe(meant)
})

test('no hour, no instant', () => {
  expect(typedInRome('').getTime()).toBeNaN()
})

test('where instants go by the clocks of Rome, so do the day and the hour that are shown; a calendar date stays as it is', () => {
  goByClocksOf('Europe/Rome')
  const at = '2027-07-15T22:30:00Z'
  expect(formatDateTime(at)).toMatch(/16.*2027.*0?0:30/)
  expect(formatDate(at)).toMatch(/16/)
  expect(formatTime(at)).toMatch(/0?0:30/)
  goByClocksOf('America/New_York')
  expect(formatTime(at)).toMatch(/18:30/)
  expect(formatDate('2027-07-15')).toMatch(/15/)
})
