import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { collide, type SittingTimes } from '../planner/collide.ts'
import type { RequestedMember } from './read-roster.ts'
import { requireThat } from './require-that.ts'

export interface RequireIdleInput {
  readonly input: {
    readonly sittingPlannedAt: Date
    readonly place: string
    readonly requestIds: readonly string[]
    readonly members: readonly RequestedMember[]
  }
  readonly times: SittingTimes
  readonly chamberId: string
  /** A commission that this one replaces: its people are free at its hour. */
  readonly instead: string | undefined
}

/**
 * Nobody sits in two sittings that last at the same time, nor has less time between two places than it takes to get there; nor on a day
 * on which they said that they cannot. Appointments of one expert wait for one another: the second finds the sitting of the first.
 *
 * @throws AttestaError `appoint.expert-absent`; `appoint.expert-busy`: who, and which sitting they have
 */
export async function requireIdle({ input, times, chamberId, instead }: RequireIdleInput, tx: Pick<Transaction, 'rows'>): Promise<void> {
  const { sittingPlannedAt: at, place, requestIds, members } = input
  const expertIds = members.map(({ expertId }) => expertId)
  // In one order for all, and before their sittings are read: a lock that comes with the reading would show what stood before it.
  await tx.rows('SELECT id FROM expert WHERE organisation_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE', [chamberId, expertIds])
  const [absent] = await tx.rows<{ name: string; from_day: string; until_day: string }>(
    `SELECT e.name, a.from_day::text, a.until_day::text FROM expert_absence a JOIN expert e ON e.id = a.expert_id
     WHERE a.organisation_id = $1 AND a.expert_id = ANY ($2) AND $3::date BETWEEN a.from_day AND a.until_day ORDER BY e.name LIMIT 1`,
    [chamberId, expertIds, dayInRome(at)],
  )
  requireThat(absent === undefined, 'appoint.expert-absent', {
    expert: absent?.name ?? '',
    from: absent?.from_day ?? '',
    until: absent?.until_day ?? '',
  })
  const sittings = await tx.rows<{ name: string; planned_at: Date; place: string; people: number }>(
    `SELECT e.name, s.planned_at, s.place,
       (SELECT count(*)::int FROM commission_candidate d WHERE d.commission_id = s.commission_id) AS people
     FROM sitting s JOIN commission_member m ON m.commission_id = s.commission_id JOIN expert e ON e.id = m.expert_id
     WHERE s.organisation_id = $1 AND s.state IN ('convened', 'open') AND m.expert_id = ANY ($3)
       AND s.planned_at BETWEEN $2::timestamptz - interval '1 day' AND $2::timestamptz + interval '1 day'
       AND s.commission_id IS DISTINCT FROM $4 AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)
     ORDER BY s.planned_at, e.name`,
    [chamberId, at, expertIds, instead ?? null],
  )
  const one = { at, people: requestIds.length, place }
  const busy = sittings.find((other) => collide({ one, other: { at: other.planned_at, people: other.people, place: other.place }, times }))
  requireThat(busy === undefined, 'appoint.expert-busy', {
    expert: busy?.name ?? '',
    plannedAt: busy?.planned_at.toISOString() ?? '',
    place: busy?.place ?? '',
    travel: times.travelMinutes,
  })
}
