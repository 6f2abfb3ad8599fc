import { dayInRome } from '../../../credential/time.ts'
import type { Transaction } from '../../db/database.ts'
import { parseHours } from '../../volunteers/parse-hours.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'

export interface HoursEntry {
  /** Calendar dates, `YYYY-MM-DD`; one day has the same twice. */
  readonly from: string
  readonly until: string
  readonly minutes: number
  readonly activity: string
}

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

/** @throws AttestaError `volunteer.later`, `volunteer.days`, `volunteer.too-many-hours`, `volunteer.activity` */
export function requireHours({ from, until, minutes, activity }: HoursEntry, today: string): void {
  requireThat(until <= today, 'volunteer.later')
  requireThat(from <= until && until < aYearAfter(from), 'volunteer.days')
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1
  requireThat(minutes <= 1440 * days, 'volunteer.too-many-hours')
  requireThat(activity.length >= 3 && activity.length <= 300, 'volunteer.activity')
}

/** The same day a year later; of 29 February the last of the month, as the database counts. */
function aYearAfter(day: string): string {
  const [year = '', ...rest] = day.split('-')
  const after = `${String(Number(year) + 1).padStart(4, '0')}-${rest.join('-')}`
  return after.endsWith('-02-29') ? `${after.slice(0, 8)}28` : after
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
