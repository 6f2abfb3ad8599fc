import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeExpert, type ExpertInput } from './change-expert.ts'

export interface RetireInput extends ExpertInput {
  /** ISO date from which nobody appoints the person any more. */
  readonly on: string
  readonly actNumber: string
}

/**
 * Takes a person off the roster from a day on, by an act. Where they sat they stay; while a sitting of that day or later still counts
 * on them, the Chamber first replaces its commission.
 *
 * @throws AttestaError `expert.retired`, `expert.seated`
 */
export async function retireExpert({ on, actNumber, ...input }: RetireInput, world: Pick<World, 'db' | 'now'>): Promise<null> {
  return changeExpert(
    input,
    {
      action: 'expert.retire',
      input: { on, actNumber },
      work: async ({ expert, tx }) => {
        requireThat(!expert.retired, 'expert.retired')
        const seated = await tx.rows(
          `SELECT 1 FROM sitting s JOIN commission_member m ON m.commission_id = s.commission_id
           WHERE m.expert_id = $1 AND s.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)
             AND (s.planned_at AT TIME ZONE 'Europe/Rome')::date >= $2::date LIMIT 1`,
          [expert.id, on],
        )
        requireThat(seated.length === 0, 'expert.seated')
        await tx.rows('UPDATE expert SET retired_on = $2, retired_act = $3 WHERE id = $1', [expert.id, on, actNumber.trim()])
      },
    },
    world,
  )
}
