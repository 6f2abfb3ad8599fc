import fc from 'fast-check'
import { test } from 'vitest'
import { collide } from '../../../issuer/planner/collide.ts'
import { overlap } from '../../../issuer/web/overlap.ts'

const held = fc.record({
  at: fc.integer({ min: 0, max: 600 }).map((minutes) => new Date(minutes * 60_000)),
  people: fc.integer({ min: 1, max: 12 }),
  place: fc.constantFrom('A', 'B'),
})
const times = fc.record({ personMinutes: fc.integer({ min: 0, max: 60 }), mostMinutes: fc.constant(240), travelMinutes: fc.constant(60) })

test('the page says that two sittings overlap where the service would', () => {
  fc.assert(fc.property(fc.record({ one: held, other: held, times }), (input) => overlap(input) === collide(input)))
})
