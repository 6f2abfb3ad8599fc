import type { Transaction } from '../db/database.ts'
import { collide } from '../planner/collide.ts'
import { readCalled } from './read-called.ts'
import type { RequireIdleInput } from './require-idle.ts'
import { requireThat } from './require-that.ts'

export interface RequireUncalledInput extends RequireIdleInput {
  readonly caseIds: readonly string[]
}

/**
 * Nobody is called to two sittings that last at the same time, whichever of their cases is heard, and under whichever of their codes; of a
 * sitting of another office nothing is told but that there is one. Appointments for one person wait for one another.
 *
 * @throws AttestaError `appoint.candidate-busy`: which case, and which sitting it has; `appoint.candidate-called`: which case
 */
export async function requireUncalled(
  { input, times, chamberId, instead, caseIds }: RequireUncalledInput,
  tx: Pick<Transaction, 'rows'>,
): Promise<void> {
  const { sittingPlannedAt: at, place, requestIds } = input
  const codes = await tx.rows<{ code: string }>('SELECT DISTINCT tax_code_key AS code FROM attesta_codes_of_cases($1) ORDER BY 1', [
    caseIds,
  ])
  for (const { code } of codes) await tx.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 17))', [code])
  const sittings = await tx.rows<{ number: string; planned_at: Date; place: string; people: number }>(
    `WITH called AS (SELECT s.planned_at, s.place, s.commission_id, d.case_id, k.number
       FROM sitting s JOIN commission_candidate d ON d.commission_id = s.commission_id JOIN ivc_case k ON k.id = d.case_id
       WHERE s.organisation_id = $1 AND s.state IN ('convened', 'open') AND k.state <> 'rinuncia'
         AND s.planned_at BETWEEN $2::timestamptz - interval '1 day' AND $2::timestamptz + interval '1 day'
         AND s.commission_id IS DISTINCT FROM $3 AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)
         AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = s.id AND l.case_id = d.case_id))
     SELECT c.number, c.planned_at, c.place,
       (SELECT count(*)::int FROM commission_candidate d WHERE d.commission_id = c.commission_id) AS people
     FROM called c WHERE c.case_id IN (SELECT t.case_id FROM attesta_codes_of_cases(ARRAY(SELECT case_id FROM called)) t WHERE t.tax_code_key = ANY ($4))
     ORDER BY c.planned_at, c.number`,
    [chamberId, at, instead ?? null, codes.map(({ code }) => code)],
  )
  const one = { at, people: requestIds.length, place }
  const busy = sittings.find((other) => collide({ one, other: { at: other.planned_at, people: other.people, place: other.place }, times }))
  requireThat(busy === undefined, 'appoint.candidate-busy', {
    number: busy?.number ?? '',
    plannedAt: busy?.planned_at.toISOString() ?? '',
    place: busy?.place ?? '',
    travel: times.travelMinutes,
  })
  const isCalled = await readCalled(
    {
      caseIds,
      instants: [at],
      times,
      lasting: Math.min(times.mostMinutes, one.people * times.personMinutes),
      besidesOffice: chamberId,
      besides: instead,
    },
    tx,
  )
  const elsewhere = caseIds.find((caseId) => isCalled({ caseId, at }))
  const [called] = await tx.rows<{ number: string }>('SELECT number FROM ivc_case WHERE id = $1', [elsewhere ?? null])
  requireThat(called === undefined, 'appoint.candidate-called', { number: called?.number ?? '' })
}
