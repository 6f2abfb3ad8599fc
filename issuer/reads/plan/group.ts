import type { SittingTimes } from '../../planner/collide.ts'
import type { Composition, Plan, PlanInput, ProposedSitting, Unplaced, WaitingCandidate } from '../../planner/planning.ts'
import { proposePlan } from '../../planner/propose-plan.ts'
import type { Waiting } from './waiting.ts'

/** A kept sitting, and the kind of commission that it is. */
export interface Kept {
  readonly kind: string
  readonly sitting: ProposedSitting
}

export interface PlanGroupsInput {
  readonly waiting: readonly Waiting[]
  readonly kept: readonly Kept[]
  readonly week: Pick<PlanInput, 'experts' | 'rooms' | 'slots'>
  readonly called: Called
}

/** Slots at which somebody is called to another sitting, by their case. */
export type Called = ReadonlyMap<string, ReadonlySet<string>>

/** People who need different commissions are planned one kind after the other: what the first took is no longer free for the next. */
export function planGroups({ waiting, kept, week, called }: PlanGroupsInput): Plan {
  const groups = new Map<string, Waiting[]>()
  for (const one of waiting) groups.set(kindOf(one), [...(groups.get(kindOf(one)) ?? []), one])
  const sittings: ProposedSitting[] = []
  const unplaced: Unplaced[] = []
  let saved = 0
  for (const [kind, [first, ...others]] of groups) {
    if (first === undefined) continue
    const plan = proposePlan({
      ...week,
      taken: [...sittings, ...kept.flatMap((one) => (one.kind === kind ? [] : [one.sitting]))],
      kept: kept.flatMap((one) => (one.kind === kind ? [one.sitting] : [])),
      candidates: [first, ...others].map((one) => candidateOf(one, called)),
      composition: compositionFor(first),
    })
    sittings.push(...plan.sittings)
    unplaced.push(...plan.unplaced)
    saved += plan.saved
  }
  return { sittings, unplaced, saved }
}

/** One act stands under one rule pack, and one commission has one composition. */
export const kindOf = ({ rulePack, needed }: Pick<Waiting, 'rulePack' | 'needed'>): string =>
  JSON.stringify([rulePack.id, rulePack.version, needed.roles.map(({ id }) => id), needed.minimumMembers])

export const compositionFor = ({ rulePack, needed: { roles, minimumMembers } }: Waiting): Composition => ({
  roles: roles.map(({ id, least, ofSector }) => ({ id, count: least, needsSector: ofSector })),
  minimum: minimumMembers,
  notAllFromOneBody: rulePack.commission.notAllFromPresentingBody,
  times: rulePack.sitting,
})

/** For whoever may sit in sittings of either: the longest of all that those who wait are heard by. */
export function longestTimes(waiting: readonly Waiting[]): SittingTimes {
  const longest = (of: keyof SittingTimes) => waiting.reduce((most, { rulePack }) => Math.max(most, rulePack.sitting[of]), 0)
  return { personMinutes: longest('personMinutes'), mostMinutes: longest('mostMinutes'), travelMinutes: longest('travelMinutes') }
}

export const candidateOf = ({ caseId, body, sector, province, since, others }: Waiting, called: Called): WaitingCandidate => ({
  caseId,
  body: body.id,
  sector,
  province,
  waitingSince: since.toISOString(),
  unavailableDays: [],
  called: called.get(caseId) ?? new Set(),
  ...(others !== undefined && { others }),
})
