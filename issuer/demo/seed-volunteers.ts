import { dayInRome } from '../../credential/time.ts'
import demo from '../../schemas/demo/volunteers.json' with { type: 'json' }
import { addVolunteer } from '../steps/volunteers/add-volunteer.ts'
import { writeHours } from '../steps/volunteers/write-hours.ts'
import type { World } from '../steps/world.ts'
import { actorOf } from './seed-organisations.ts'

const DAY = 86_400_000

/** The demo's register of volunteers, with hours on both sides of what the rules ask for, whenever the demo is started. */
export async function seedVolunteers(world: World): Promise<void> {
  const actor = await actorOf({ sub: demo.officer, role: 'officer', slug: demo.slug }, world.db)
  const today = world.now().getTime()
  for (const [at, { person, hours }] of demo.volunteers.entries()) {
    const { id: volunteerId } = await addVolunteer(
      { actor, idempotencyKey: `seed-volunteer-${at}`, person: { ...person, sex: person.sex === 'F' ? 'F' : 'M' }, demo: true },
      world,
    )
    for (const [index, { daysAgo, days, hours: written, activity }] of hours.entries()) {
      const from = today - daysAgo * DAY
      const entry = { from: dayInRome(new Date(from)), until: dayInRome(new Date(from + (days - 1) * DAY)), hours: written, activity }
      await writeHours({ actor, idempotencyKey: `seed-volunteer-${at}-${index}`, volunteerId, entry }, world)
    }
  }
}
