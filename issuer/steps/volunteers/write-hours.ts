import { dayInRome } from '../../../credential/time.ts'
import type { Transaction } from '../../db/database.ts'
import { parseHours } from '../../volunteers/parse-hours.ts'
import { type HoursEntry, requireHours } from '../../volunteers/require-hours.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'

/** Writes down hours of a volunteer, as people write them. @throws AttestaError `volunteer.*` */
export async function writeHours(
  input: RegisterInput & {
    readonly volunteerId: string
    readonly entry: { readonly from: string; readonly until?: string | undefined; readonly hours: string; readonly activity: string }
  },
  world: Pick<World, 'db' | 'now'>,
): Promise<{ id: string }> {
  const { actor, volunteerId, entry } = input
  return changeRegister(
    input,
    {
      action: 'volunteer.hours',
      input: { volunteerId, entry },
      work: async ({ organisationId, tx, at }) => {
        await lockVolunteer({ organisationId, volunteerId }, tx)
        const hours = {
          from: entry.from,
          until: entry.until ?? entry.from,
          minutes: parseHours(entry.hours),
          activity: entry.activity.trim(),
        }
        requireHours(hours, dayInRome(at))
        const id = await keepHours({ organisationId, volunteerId, hours, by: actor.accountId, at }, tx)
        tx.audit({ organisationId, action: 'volunteer.hours', actor: actor.accountId, subject: volunteerId, facts: { entryId: id } })
        return { id }
      },
    },
    world,
  )
}

/** One change of somebody's hours at a time. @throws AttestaError `volunteer.unknown` */
export async function lockVolunteer(
  { organisationId, volunteerId }: { organisationId: string; volunteerId: string },
  tx: Transaction,
): Promise<void> {
  const known = await tx.rows('SELECT 1 FROM volunteer WHERE id = $1 AND organisation_id = $2 FOR UPDATE', [volunteerId, organisationId])
  requireThat(known.length === 1, 'volunteer.unknown')
}

export async function keepHours(
  {
    organisationId,
    volunteerId,
    hours: { from, until, minutes, activity },
    importId,
    by,
    at,
  }: { organisationId: string; volunteerId: string; hours: HoursEntry; importId?: string; by: string; at: Date },
  tx: Transaction,
): Promise<string> {
  const kept = await tx.row<{ id: string }>(
    `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, import_id, recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [organisationId, volunteerId, from, until, minutes, activity, importId ?? null, at, by],
  )
  return kept?.id ?? ''
}
