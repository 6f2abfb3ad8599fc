import { expect, test } from 'vitest'
import { collide } from '../../../issuer/planner/collide.ts'

const times = { personMinutes: 30, mostMinutes: 240, travelMinutes: 60 }
const sitting = (hour: string, people: number, place = 'Sala A') => ({ at: new Date(`2026-11-30T${hour}:00Z`), people, place })

test.each([
  ['the same hour', sitting('09:00', 1), sitting('09:00', 1), true],
  ['while the first is still heard', sitting('09:00', 4), sitting('10:59', 1), true],
  ['when the first is done, in the same place', sitting('09:00', 4), sitting('11:00', 1), false],
  ['when the first is done, elsewhere', sitting('09:00', 4), sitting('11:59', 1, 'Sala B'), true],
  ['with the time to come over', sitting('09:00', 4), sitting('12:00', 1, 'Sala B'), false],
  ['half a day at most, however many', sitting('09:00', 60), sitting('14:00', 1, 'Sala B'), false],
  ['half a day at most, in the same place', sitting('09:00', 60), sitting('12:59', 1), true],
])('%s', (_, one, other, expected) => {
  expect(collide({ one, other, times })).toBe(expected)
  expect(collide({ one: other, other: one, times })).toBe(expected)
})
