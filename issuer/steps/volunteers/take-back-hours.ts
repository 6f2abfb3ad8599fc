import { keepReach } from '../../volunteers/keep-reach.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'
import { lockVolunteer } from './write-hours.ts'

/**
 * Takes hours back that were written down by mistake, by a line of their own that says the opposite.
 *
 * @throws AttestaError `volunteer.unknown`, `volunteer.entry-unknown`, `volunteer.taken-back`
 */
export async function takeBackHours(
  input: RegisterInput & { readonly volunteerId: string; readonly entryId: string },
  world: Pick<World, 'db' | 'now'>,
): Promise<null> {
  const { actor, entryId } = input
  return changeRegister(
    input,
    {
      action: 'volunteer.take-back',
      input: { volunteerId: input.volunteerId, entryId },
      work: async ({ organisationId, tx, at }) => {
        const { id: volunteerId, ids } = await lockVolunteer({ organisationId, volunteerId: input.volunteerId }, tx)
        await requireUnchanged({ subjects: ids, organisationId, version: input.seen }, tx)
        const entry = await tx.row<{ back: boolean }>(
          `SELECT EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id) AS back FROM volunteer_hours h
           WHERE h.id = $1 AND h.volunteer_id = ANY ($2) AND h.reverses IS NULL`,
          [entryId, ids],
        )
        requireThat(entry !== undefined, 'volunteer.entry-unknown')
        requireThat(!entry.back, 'volunteer.taken-back')
        await tx.rows(
          `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, reverses, recorded_at, recorded_by)
           SELECT organisation_id, volunteer_id, from_day, until_day, -minutes, activity, id, $2, $3 FROM volunteer_hours WHERE id = $1`,
          [entryId, at, actor.accountId],
        )
        await keepReach({ organisationId, volunteerIds: [volunteerId], at }, tx)
        tx.audit({ organisationId, action: 'volunteer.take-back', actor: actor.accountId, subject: volunteerId, facts: { entryId } })
        return null
      },
    },
    world,
  )
}
