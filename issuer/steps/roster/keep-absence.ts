import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeExpert, type ExpertInput } from './change-expert.ts'

/** Days, both included, on which somebody cannot sit: the planner does not count on them. @throws AttestaError `tie.days` */
export async function addAbsence(
  { from, until, ...input }: ExpertInput & { readonly from: string; readonly until: string },
  world: Pick<World, 'db' | 'now'>,
): Promise<null> {
  return changeExpert(
    input,
    {
      action: 'expert.absence-added',
      input: { from, until },
      work: async ({ expert, tx }) => {
        requireThat(from <= until, 'tie.days')
        await tx.rows('INSERT INTO expert_absence (organisation_id, expert_id, from_day, until_day) VALUES ($1, $2, $3, $4)', [
          input.actor.organisation.id,
          expert.id,
          from,
          until,
        ])
      },
    },
    world,
  )
}

/** @throws AttestaError `absence.unknown` */
export async function dropAbsence(
  { absenceId, ...input }: ExpertInput & { readonly absenceId: string },
  world: Pick<World, 'db' | 'now'>,
): Promise<null> {
  return changeExpert(
    input,
    {
      action: 'expert.absence-dropped',
      input: absenceId,
      work: async ({ expert, tx }) => {
        const dropped = await tx.rows('DELETE FROM expert_absence WHERE id = $1 AND expert_id = $2 RETURNING id', [absenceId, expert.id])
        requireThat(dropped.length === 1, 'absence.unknown')
      },
    },
    world,
  )
}
