import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { keepReach } from '../../../issuer/volunteers/keep-reach.ts'
import { readStanding } from '../../../issuer/volunteers/standing.ts'
import { type House, openHouse } from '../house.ts'
import { volunteerWith } from './third-sector.ts'

const DAY = 86_400_000
const MINUTES = 60 * 60
let house: House
let actor: Actor
beforeAll(async () => {
  house = await openHouse()
  actor = await house.who('officer-ets', 'officer')
})
afterAll(() => house.close())

interface Entry {
  readonly from: string
  readonly until: string
  readonly minutes: number
  readonly back: boolean
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** The same day a year before, or the last of its month: the months that end on a day begin on the day after. */
function yearBefore(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const before = `${Number(year) - 1}-${month}-${date}`
  return before.endsWith('-02-29') ? `${Number(year) - 1}-02-28` : before
}

/** Every day, one after the other, every entry added up. */
function naive(entries: readonly Entry[], today: string) {
  const sumUntil = (day: string) =>
    entries.reduce((sum, { from, until, minutes, back }) => sum + (!back && until <= day && from > yearBefore(day) ? minutes : 0), 0)
  let reached: { until: string; minutes: number } | undefined
  const first = Math.min(...entries.map(({ from }) => Date.parse(from)), Date.parse(today))
  for (let time = first; dayOf(time) <= today; time += DAY) {
    const minutes = sumUntil(dayOf(time))
    // After its last hours nothing is added: the months that reached it are those that end with them, unless they end today.
    const ends = dayOf(time) === today || entries.some(({ until, back }) => !back && until === dayOf(time))
    if (ends && minutes >= MINUTES) reached = { until: dayOf(time), minutes }
  }
  return { reached, recent: sumUntil(today) }
}

const entry = (today: number) =>
  fc
    .record({
      ago: fc.integer({ min: 0, max: 800 }),
      days: fc.integer({ min: 3, max: 60 }), // four of them on the same days would be more than a day has
      hours: fc.integer({ min: 1, max: 23 }),
      back: fc.nat(3).map((nth) => nth === 0),
    })
    .map(({ ago, days, hours, back }): Entry => {
      const from = today - ago * DAY
      return { from: dayOf(from), until: dayOf(Math.min(today, from + (days - 1) * DAY)), minutes: hours * 60 + 15, back }
    })

test('says of any hours what a sum over every day says', async () => {
  const asked = fc
    .integer({ min: Date.parse('2027-12-01') / DAY, max: Date.parse('2028-04-30') / DAY })
    .chain((day) => fc.record({ today: fc.constant(day * DAY), entries: fc.array(entry(day * DAY), { minLength: 3, maxLength: 16 }) }))
  let reachedOnce = 0
  await fc.assert(
    fc.asyncProperty(asked, async ({ today, entries }) => {
      const volunteerId = await volunteerWith(house, actor)
      for (const { from, until, minutes, back } of entries) {
        const [kept] = await house.world.db.rows<{ id: string }>(
          `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, recorded_at, recorded_by)
           VALUES ($1, $2, $3, $4, $5, 'Doposcuola', $7, $6) RETURNING id`,
          [actor.organisation.id, volunteerId, from, until, minutes, actor.accountId, new Date(today + DAY / 2)],
        )
        if (!back) continue
        await house.world.db.rows(
          `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, reverses, recorded_at, recorded_by)
           SELECT organisation_id, volunteer_id, from_day, until_day, -minutes, activity, id, recorded_at, recorded_by FROM volunteer_hours WHERE id = $1`,
          [kept?.id],
        )
      }
      const found = await readStanding(
        { organisationId: actor.organisation.id, volunteerId, at: new Date(today + DAY / 2) },
        house.world.db,
      )
      const { reached, recent } = naive(entries, dayOf(today))
      await keepReach({ organisationId: actor.organisation.id, volunteerIds: [volunteerId], at: new Date(today + DAY / 2) }, house.world.db)
      const kept = await readStanding({ organisationId: actor.organisation.id, volunteerId, at: new Date(today + DAY / 2) }, house.world.db)
      expect(kept).toEqual(found)
      expect(found?.standing.recent.minutes).toBe(recent)
      expect(found?.standing.reached && { until: found.standing.reached.until, minutes: found.standing.reached.minutes }).toEqual(reached)
      if (reached !== undefined) reachedOnce += 1
    }),
    { numRuns: 60, seed: 20_261_129 },
  )
  expect(reachedOnce).toBeGreaterThan(10)
})
