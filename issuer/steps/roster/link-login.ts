import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeExpert, type ExpertInput } from './change-expert.ts'

export interface LinkLoginInput extends ExpertInput {
  /** An account that is a member of this office's commissions today. */
  readonly accountId: string
}

/**
 * Says which login is this person's: from then on they find their sittings, declare, judge and sign as themselves. It is said once; who
 * somebody is in acts that were signed does not change afterwards.
 *
 * @throws AttestaError `expert.linked`, `expert.no-member`, `expert.retired`
 */
export async function linkLogin({ accountId, ...input }: LinkLoginInput, world: Pick<World, 'db' | 'now'>): Promise<null> {
  const organisationId = input.actor.organisation.id
  return changeExpert(
    input,
    {
      action: 'expert.login-linked',
      input: accountId,
      work: async ({ expert, tx, at }) => {
        requireThat(!expert.retired, 'expert.retired')
        const member = await tx.row(
          `SELECT 1 FROM membership WHERE account_id = $1 AND organisation_id = $2 AND role = 'member' AND valid_from <= $3 AND valid_until > $3`,
          [accountId, organisationId, at],
        )
        requireThat(member !== undefined, 'expert.no-member')
        const taken = await tx.rows(
          'SELECT 1 FROM expert WHERE organisation_id = $1 AND (account_id = $2 OR (id = $3 AND account_id IS NOT NULL)) LIMIT 1',
          [organisationId, accountId, expert.id],
        )
        requireThat(taken.length === 0, 'expert.linked')
        await tx.rows('UPDATE expert SET account_id = $2 WHERE id = $1', [expert.id, accountId])
      },
    },
    world,
  )
}
