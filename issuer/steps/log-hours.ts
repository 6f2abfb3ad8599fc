import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { STATES } from '../procedure/procedure.ts'
import { changeFile, type FileInput } from './change-file.ts'
import type { CaseFile } from './lock-case.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface Hours {
  /** Service of the rule pack that they are accounted under. */
  readonly service: string
  /** Calendar date, `YYYY-MM-DD`. */
  readonly day: string
  readonly minutes: number
  readonly note?: string | undefined
}

/**
 * Time spent for a person, by service: what a body accounts for (domain.md §3). It may be written down late, never ahead, and nobody works
 * more than a day has, over all cases.
 *
 * @throws AttestaError `hours.later`, `hours.earlier`, `hours.service`, `hours.day-full`, `case.*`
 */
export async function logHours(input: FileInput & { readonly hours: Hours }, world: World): Promise<null> {
  const { actor, hours } = input
  return changeFile(
    input,
    {
      action: 'file.hours',
      task: 'tutoring',
      during: STATES,
      input: { hours },
      work: async ({ file, tx, at }) => {
        requireThat(hours.day <= dayInRome(at), 'hours.later')
        await requireDay({ file, by: actor.accountId, hours }, tx)
        requireThat(
          file.rulePack.services.some(({ id }) => id === hours.service),
          'hours.service',
          { service: hours.service },
        )
        await tx.rows(
          `INSERT INTO case_hours (organisation_id, case_id, service, day, minutes, note, worked_by, recorded_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [file.organisationId, file.id, hours.service, hours.day, hours.minutes, hours.note?.trim() ?? '', actor.accountId, at],
        )
        return null
      },
    },
    world,
  )
}

const DAY_MINUTES = 24 * 60

async function requireDay(
  { file, by, hours: { day, minutes } }: { file: CaseFile; by: string; hours: Hours },
  tx: Pick<Transaction, 'row' | 'rows'>,
): Promise<void> {
  // The lock of the case is not enough: the same hands may write on another case at this moment.
  await tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 12))`, [file.organisationId, by])
  const found = await tx.row<{ early: boolean; worked: number }>(
    `SELECT $3::date < k.created_at::date - interval '1 year' AS early,
       (SELECT coalesce(sum(h.minutes), 0)::integer FROM case_hours h WHERE h.organisation_id = $2 AND h.worked_by = $4 AND h.day = $3::date) AS worked
     FROM ivc_case k WHERE k.id = $1`,
    [file.id, file.organisationId, day, by],
  )
  requireThat(day >= file.person.birthDate && found?.early === false, 'hours.earlier')
  requireThat(found.worked + minutes <= DAY_MINUTES, 'hours.day-full')
}
