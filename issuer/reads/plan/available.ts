import type { Conflicts } from '../../conflicts/read-conflicts.ts'
import type { Database } from '../../db/database.ts'
import { collide, type SittingTimes } from '../../planner/collide.ts'
import type { AvailableExpert } from '../../planner/planning.ts'

export interface PlanSlot {
  readonly id: string
  readonly day: string
  readonly at: Date
}

export interface AvailableInput {
  readonly chamberId: string
  readonly conflicts: Conflicts
  readonly caseIds: readonly string[]
  readonly slots: readonly PlanSlot[]
  readonly times: SittingTimes
}

/** Where and with whom a sitting of the plan will be is not known yet: as long as one can be, and in another place. */
const LONGEST = { people: Number.POSITIVE_INFINITY, place: '' }

/**
 * Who of the roster can sit when, and for whom not. Whoever would need a written reason is left out as well: a plan proposes what
 * needs no explaining, and the Chamber may still appoint them by hand.
 */
export async function readAvailable(
  { chamberId, conflicts, caseIds, slots, times }: AvailableInput,
  db: Pick<Database, 'rows'>,
): Promise<AvailableExpert[]> {
  const absences = await db.rows<{ expert_id: string; from_day: string; until_day: string }>(
    `SELECT expert_id, from_day::text, until_day::text FROM expert_absence WHERE organisation_id = $1 AND until_day >= $2::date`,
    [chamberId, slots[0]?.day ?? '9999-12-31'],
  )
  const retiring = await db.rows<{ id: string; retired_on: string }>(
    'SELECT id, retired_on::text FROM expert WHERE organisation_id = $1 AND retired_on IS NOT NULL',
    [chamberId],
  )
  const sitting = await db.rows<{ expert_id: string; planned_at: Date; people: number; place: string }>(
    `SELECT m.expert_id, s.planned_at, s.place,
       (SELECT count(*)::int FROM commission_candidate d WHERE d.commission_id = s.commission_id) AS people
     FROM sitting s JOIN commission_member m ON m.commission_id = s.commission_id
     WHERE s.organisation_id = $1 AND s.state IN ('convened', 'open') AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)`,
    [chamberId],
  )
  const leaves = new Map(retiring.map(({ id, retired_on }) => [id, retired_on]))
  return conflicts.experts.map(({ id, roles, sectors, employerId }) => {
    const away = absences.filter(({ expert_id }) => expert_id === id)
    const busy = sitting.filter(({ expert_id }) => expert_id === id)
    const isFree = ({ day, at }: PlanSlot) =>
      day < (leaves.get(id) ?? '9999-12-31') &&
      !away.some(({ from_day, until_day }) => from_day <= day && day <= until_day) &&
      !busy.some(({ planned_at, people, place }) => collide({ one: { at, ...LONGEST }, other: { at: planned_at, people, place }, times }))
    return {
      id,
      roles,
      sectors,
      slots: slots.filter(isFree).map((slot) => slot.id),
      ...(employerId !== undefined && { employer: employerId }),
      conflicts: caseIds.filter((caseId) => conflicts.judged({ expertId: id, caseId }).verdict !== 'free'),
    }
  })
}
