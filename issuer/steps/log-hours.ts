import { dayInRome } from '../../credential/time.ts'
import { STATES } from '../procedure/procedure.ts'
import { changeFile, type FileInput } from './change-file.ts'
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

/** Time spent for a person, by service: what a body accounts for (domain.md §3). It may be written down late, never ahead. */
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
