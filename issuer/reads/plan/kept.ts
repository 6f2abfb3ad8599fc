import type { Conflicts } from '../../conflicts/read-conflicts.ts'
import { checkKept, type Misfit } from '../../planner/check-kept.ts'
import type { PlanInput } from '../../planner/planning.ts'
import { requireThat } from '../../steps/require-that.ts'
import type { PlanAsked } from './asked.ts'
import type { PlanSlot } from './available.ts'
import { type Called, candidateOf, compositionFor, type Kept, kindOf } from './group.ts'
import type { Waiting } from './waiting.ts'

/** A sitting of an earlier proposal that stays as it is, or as the Chamber changed it, while the rest is planned anew. */
export interface KeptSitting {
  /** The instant at which it begins. */
  readonly at: Date
  readonly place: string
  readonly province: string
  readonly members: readonly { readonly expertId: string; readonly role: string }[]
  readonly requestIds: readonly string[]
}

export interface RequireKeptInput {
  readonly asked: PlanAsked
  readonly kept: readonly KeptSitting[]
  readonly waiting: readonly Waiting[]
  readonly conflicts: Conflicts
  readonly slots: readonly PlanSlot[]
  readonly week: Pick<PlanInput, 'experts' | 'rooms'>
  readonly called: Called
}

/**
 * The kept sittings as the planner knows them, each held against the rules and against those before it.
 *
 * @throws AttestaError `plan.kept-…`: which sitting is no longer possible, and why
 */
export function requireKept({ asked, kept, waiting, conflicts, slots, week, called }: RequireKeptInput): Kept[] {
  const done: Kept[] = []
  for (const { at, place, province, members, requestIds } of kept) {
    const where = { plannedAt: at.toISOString(), place }
    const heard = requestIds.flatMap((id) => waiting.find(({ requestId }) => requestId === id) ?? [])
    const [first] = heard
    requireThat(first !== undefined && heard.length === requestIds.length, 'plan.kept-not-waiting', where)
    const kind = kindOf(first)
    const other = heard.find((one) => kindOf(one) !== kind)
    requireThat(other === undefined, 'plan.kept-mixed', { ...where, case: other?.caseNumber ?? '' })
    const slot = slots.find((one) => one.at.getTime() === at.getTime())?.id ?? ''
    const rooms = asked.places.flatMap((one, index) => (one.name === place && one.province === province ? [String(index)] : []))
    const isFree = (room: string) => !done.some((one) => one.sitting.slot === slot && one.sitting.room === room)
    const sitting = {
      slot,
      room: rooms.find(isFree) ?? rooms[0] ?? '',
      sector: first.sector,
      members,
      candidates: heard.map(({ caseId }) => caseId),
    }
    const misfit = checkKept({
      ...week,
      slots,
      sitting,
      candidates: waiting.map((one) => candidateOf(one, called)),
      composition: compositionFor(first),
      taken: done.map((one) => one.sitting),
    })
    if (misfit !== undefined) refuse(misfit, { where, waiting, conflicts })
    done.push({ kind, sitting })
  }
  return done
}

interface Refusing extends Pick<RequireKeptInput, 'waiting' | 'conflicts'> {
  readonly where: { readonly plannedAt: string; readonly place: string }
}

const CODES = {
  'not-offered': 'plan.kept-not-offered',
  taken: 'plan.kept-taken',
  full: 'plan.kept-full',
  composition: 'plan.kept-composition',
  'not-waiting': 'plan.kept-not-waiting',
  twice: 'plan.kept-twice',
  mixed: 'plan.kept-mixed',
  'no-day': 'plan.kept-mixed',
  called: 'plan.kept-called',
  busy: 'plan.kept-busy',
  conflict: 'plan.kept-conflict',
} as const satisfies Record<Misfit['why'], string>

/** A candidate is named by the number of their case: what is refused may end in a log. */
function refuse(misfit: Misfit, { where, waiting, conflicts }: Refusing): void {
  const numbered = 'caseId' in misfit && waiting.find(({ caseId }) => caseId === misfit.caseId)?.caseNumber
  const named = 'expertId' in misfit && conflicts.experts.find(({ id }) => id === misfit.expertId)?.name
  requireThat(false, CODES[misfit.why], {
    ...where,
    ...('caseId' in misfit && { case: numbered || '' }),
    ...('expertId' in misfit && { expert: named || '?' }),
  })
}
