import type { Relation } from '../../conflicts/judge-pair.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeExpert, type ExpertInput } from './change-expert.ts'
import { readTaxCode } from './keep-expert.ts'

/** With a person, by their tax code, or with a body. Without an end it still holds. */
export type NewTie = { readonly from?: string | undefined; readonly until?: string | undefined } & (
  | { readonly relation: Relation; readonly taxCode: string }
  | { readonly relation: 'ente'; readonly bodyId: string }
)

/** Writes down what ties an expert to a person or a body. @throws AttestaError `tie.days`, `tie.already`, `person.tax-code` */
export async function addTie({ tie, ...input }: ExpertInput & { readonly tie: NewTie }, world: Pick<World, 'db' | 'now'>): Promise<null> {
  return changeExpert(
    input,
    {
      action: 'expert.tie-added',
      input: tie,
      work: async ({ expert, tx, at }) => {
        const { relation, from, until } = tie
        requireThat(from === undefined || until === undefined || from <= until, 'tie.days')
        if (relation === 'ente') {
          const body = await tx.row(`SELECT 1 FROM organisation WHERE id = $1 AND kind IN ('body', 'cpi', 'ets')`, [tie.bodyId])
          requireThat(body !== undefined, 'organisation.unknown')
        }
        const kept = await tx.rows(
          `INSERT INTO expert_tie (organisation_id, expert_id, relation, tax_code_key, body_id, began_on, ended_on, recorded_at, recorded_by)
           VALUES ($1, $2, $3, attesta_tax_code_key($4), $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
          [
            input.actor.organisation.id,
            expert.id,
            relation,
            relation === 'ente' ? null : readTaxCode(tie.taxCode),
            relation === 'ente' ? tie.bodyId : null,
            from ?? null,
            until ?? null,
            at,
            input.actor.accountId,
          ],
        )
        requireThat(kept.length === 1, 'tie.already')
      },
    },
    world,
  )
}

/** Withdraws a tie that was written down by mistake; it stays in the books, and counts no more. @throws AttestaError `tie.unknown` */
export async function withdrawTie(
  { tieId, ...input }: ExpertInput & { readonly tieId: string },
  world: Pick<World, 'db' | 'now'>,
): Promise<null> {
  return changeExpert(
    input,
    {
      action: 'expert.tie-withdrawn',
      input: tieId,
      work: async ({ expert, tx, at }) => {
        const withdrawn = await tx.rows(
          'UPDATE expert_tie SET withdrawn_at = $3, withdrawn_by = $4 WHERE id = $1 AND expert_id = $2 AND withdrawn_at IS NULL RETURNING id',
          [tieId, expert.id, at, input.actor.accountId],
        )
        requireThat(withdrawn.length === 1, 'tie.unknown')
      },
    },
    world,
  )
}
