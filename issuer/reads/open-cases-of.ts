import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { type CaseState, isEnd, STATES } from '../procedure/procedure.ts'
import { stateWord } from '../steps/state-word.ts'

/** Where something is still to be done: neither over nor released. */
const OPEN = STATES.filter((state) => !isEnd(state) && state !== 'rilasciato')

export interface OpenCase {
  readonly id: string
  readonly number: string
  readonly state: CaseState
  readonly stateWord: string
  readonly openedAt: string
}

/**
 * Cases that this body already runs for a person, by any codice fiscale they had; of other bodies nothing is told, nor whether they know
 * the person.
 *
 * @throws AttestaError `case.wrong-office`
 */
export async function readOpenCasesOf(
  { taxCode, actor }: { taxCode: string; actor: Actor },
  db: Pick<Database, 'rows'>,
): Promise<{ items: OpenCase[] }> {
  if (actor.role !== 'officer') throw new AttestaError('case.wrong-office', { role: actor.role })
  const rows = await db.rows<{ id: string; number: string; state: CaseState; created_at: Date }>(
    `WITH known AS (
       SELECT DISTINCT coalesce(p.same_as, p.id) AS id FROM person p
       WHERE p.organisation_id = $1 AND (p.tax_code_key = attesta_tax_code_key($2)
         OR EXISTS (SELECT 1 FROM person_former_code f WHERE f.person_id = p.id AND f.tax_code_key = attesta_tax_code_key($2))))
     SELECT k.id, k.number, k.state, k.created_at FROM ivc_case k JOIN person p ON p.id = k.person_id
     WHERE k.organisation_id = $1 AND coalesce(p.same_as, p.id) IN (SELECT id FROM known) AND k.state = ANY ($3)
     ORDER BY k.created_at DESC`,
    [actor.organisation.id, taxCode, OPEN],
  )
  return {
    items: rows.map(({ id, number, state, created_at }) => ({
      id,
      number,
      state,
      stateWord: stateWord(state),
      openedAt: created_at.toISOString(),
    })),
  }
}
