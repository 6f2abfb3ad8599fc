import { dayInRome } from '../../../credential/time.ts'
import type { Transaction } from '../../db/database.ts'
import { keepReach } from '../../volunteers/keep-reach.ts'
import { isSameLine, liveHours } from '../../volunteers/live-hours.ts'
import { parseHours } from '../../volunteers/parse-hours.ts'
import { type HoursEntry, requireHours } from '../../volunteers/require-hours.ts'
import { requireRoom } from '../../volunteers/require-room.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'
import { readVolunteer, type Volunteer } from './read-volunteer.ts'

/**
 * Writes down hours of a volunteer, as people write them. A line that stands there already is taken for the same one, until somebody says
 * that these are other hours.
 *
 * @throws AttestaError `volunteer.*`, `volunteer.twice` among them
 */
export async function writeHours(
  input: RegisterInput & {
    readonly volunteerId: string
    readonly entry: { readonly from: string; readonly until?: string | undefined; readonly hours: string; readonly activity: string }
    /** That somebody looked at the same line that stands there, and these are other hours. */
    readonly otherHours?: true | undefined
  },
  world: Pick<World, 'db' | 'now'>,
): Promise<{ id: string }> {
  const { actor, entry, otherHours } = input
  return changeRegister(
    input,
    {
      action: 'volunteer.hours',
      input: { volunteerId: input.volunteerId, entry, otherHours },
      work: async ({ organisationId, tx, at }) => {
        const { id: volunteerId, ids, person } = await lockVolunteer({ organisationId, volunteerId: input.volunteerId }, tx)
        await requireUnchanged({ subjects: ids, organisationId, version: input.seen }, tx)
        const hours = {
          from: entry.from,
          until: entry.until ?? entry.from,
          minutes: parseHours(entry.hours),
          activity: entry.activity.trim(),
        }
        requireHours(hours, { today: dayInRome(at), birthDate: person.birthDate })
        const known = await liveHours([volunteerId], tx)
        requireRoom(hours, known)
        requireThat(otherHours === true || !known.some((line) => isSameLine(line, hours)), 'volunteer.twice')
        const id = await keepHours({ organisationId, volunteerId, hours, by: actor.accountId, at }, tx)
        await keepReach({ organisationId, volunteerIds: [volunteerId], at }, tx)
        tx.audit({ organisationId, action: 'volunteer.hours', actor: actor.accountId, subject: volunteerId, facts: { entryId: id } })
        return { id }
      },
    },
    world,
  )
}

/** The volunteer, with one change of their hours at a time, on whichever of their records, and none while a file is taken in. @throws AttestaError `volunteer.unknown` */
export async function lockVolunteer(
  { organisationId, volunteerId }: { organisationId: string; volunteerId: string },
  tx: Transaction,
): Promise<Volunteer> {
  await tx.rows('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 11))', [organisationId])
  const volunteer = await readVolunteer({ organisationId, volunteerId }, tx)
  await tx.rows('SELECT 1 FROM volunteer WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [volunteer.ids])
  return volunteer
}

export async function keepHours(
  {
    organisationId,
    volunteerId,
    hours: { from, until, minutes, activity },
    by,
    at,
  }: { organisationId: string; volunteerId: string; hours: HoursEntry; by: string; at: Date },
  tx: Transaction,
): Promise<string> {
  const kept = await tx.row<{ id: string }>(
    `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [organisationId, volunteerId, from, until, minutes, activity, at, by],
  )
  return kept?.id ?? ''
}
