import type { Database } from '../db/database.ts'
import { requireThat } from '../steps/require-that.ts'
import { endsOf } from './rated-phases.ts'

/**
 * A person would rather not say what they think of a phase: they are not asked about it again.
 *
 * @throws AttestaError `citizen.rated`
 */
export async function skipPhase({ caseId, phase }: { readonly caseId: string; readonly phase: string }, db: Database): Promise<void> {
  const left = await db.rows(
    `INSERT INTO phase_rated (case_id, phase)
     SELECT k.id, $2 FROM ivc_case k WHERE k.id = $1 AND EXISTS (SELECT 1 FROM case_transition t WHERE t.case_id = k.id AND t.state = ANY ($3))
     ON CONFLICT DO NOTHING RETURNING case_id`,
    [caseId, phase, endsOf(phase)],
  )
  requireThat(left.length === 1, 'citizen.rated')
}
