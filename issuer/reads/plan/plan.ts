import type { Actor } from '../../auth/actor.ts'
import { type Conflicts, readConflicts } from '../../conflicts/read-conflicts.ts'
import type { Database } from '../../db/database.ts'
import type { SittingTimes } from '../../planner/collide.ts'
import type { ProposedSitting, Unplaced } from '../../planner/planning.ts'
import { sayUnplaced } from '../../planner/say-unplaced.ts'
import { inRome } from '../../rome-time.ts'
import { roleWords } from '../../rule-pack/say-rule-pack.ts'
import { readCalled } from '../../steps/read-called.ts'
import { requireThat } from '../../steps/require-that.ts'
import { type PlanAsked, workingDays } from './asked.ts'
import { type PlanSlot, readAvailable } from './available.ts'
import { type Called, longestTimes, planGroups } from './group.ts'
import { type KeptSitting, requireKept } from './kept.ts'
import { noticeOf } from './notice.ts'
import { unfitFor } from './unfit.ts'
import { countWaiting, MOST_AT_ONCE, readWaiting, type Waiting } from './waiting.ts'

export interface ReadPlanInput {
  readonly actor: Actor
  readonly asked: PlanAsked
  /** Sittings of an earlier proposal that stay. */
  readonly kept?: readonly KeptSitting[]
  /** Requests that the Chamber leaves for another time: they wait on, and nobody plans for them. */
  readonly later?: readonly string[] | undefined
  /** From 1: which of those who wait, the longest first. */
  readonly page?: number | undefined
  readonly at: Date
}

/**
 * Sittings for all who wait, across bodies: how many, who sits, who is heard, and how many sittings that spares against one for each
 * person. What the Chamber keeps comes back unchanged, or is refused by its name. Nothing is written; what the Chamber accepts of it becomes acts of appointment (`appoint-plan.ts`).
 *
 * @throws AttestaError `plan.no-days`, `plan.too-soon`, `plan.kept-…`
 */
export async function readPlan({ actor, asked, kept = [], later = [], page = 1, at }: ReadPlanInput, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'chamber', 'plan.not-allowed', { role: actor.role })
  const chamberId = actor.organisation.id
  const coming = slotsOf(asked).filter((slot) => slot.at > at)
  requireThat(coming.length > 0, 'plan.no-days')
  const [total, everybody] = await Promise.all([countWaiting({ chamberId }, db), readWaiting({ chamberId, page }, db)])
  const waiting = everybody.filter(({ requestId }) => !later.includes(requestId))
  const notice = noticeOf({ waiting, at })
  const slots = coming.filter(({ day }) => day >= notice.from)
  requireThat(slots.length > 0, 'plan.too-soon', { days: notice.days })
  const caseIds = waiting.map(({ caseId }) => caseId)
  const conflicts = await readConflicts({ chamberId, caseIds, at }, db)
  const times = longestTimes(waiting)
  const experts = await readAvailable({ chamberId, conflicts, caseIds, slots, times }, db)
  const called = await calledOf({ caseIds, slots, times }, db)
  const rooms = asked.places.map(({ province, capacity }, index) => ({ id: String(index), province, capacity }))
  const stays = requireKept({ asked, kept, waiting, conflicts, slots, week: { experts, rooms }, called })
  const plan = planGroups({ waiting, kept: stays, week: { experts, rooms, slots }, called })

  const keptOnes = new Set(stays.map(({ sitting }) => sitting))
  const personOf = new Map(waiting.map((one) => [one.caseId, one]))
  return {
    waiting: total,
    page,
    placed: waiting.length - plan.unplaced.length,
    bodies: new Set(plan.sittings.flatMap(({ candidates }) => candidates.map((id) => personOf.get(id)?.body.id))).size,
    saved: plan.saved,
    sittings: plan.sittings
      .map((sitting) => ({
        ...sittingView({ sitting, asked, slots, conflicts, waiting, personOf, called }),
        kept: keptOnes.has(sitting),
      }))
      .sort((one, other) => one.at.localeCompare(other.at)),
    unplaced: plan.unplaced.flatMap((unplaced) => {
      const one = personOf.get(unplaced.caseId)
      return one === undefined ? [] : [{ ...personView(one), why: { it: why(unplaced, one, 'it'), en: why(unplaced, one, 'en') } }]
    }),
  }
}

/** Who waits for a commission of this Chamber: how many, and those of one page. */
export async function readWaitingPeople(
  { actor, page = 1, at }: { actor: Actor; page?: number | undefined; at: Date },
  db: Pick<Database, 'rows'>,
) {
  requireThat(actor.role === 'chamber', 'plan.not-allowed', { role: actor.role })
  const chamberId = actor.organisation.id
  const [total, waiting] = await Promise.all([countWaiting({ chamberId }, db), readWaiting({ chamberId, page }, db)])
  return {
    total,
    pages: Math.max(1, Math.ceil(total / MOST_AT_ONCE)),
    atOnce: MOST_AT_ONCE,
    notice: noticeOf({ waiting, at }),
    items: waiting.map(personView),
  }
}

async function calledOf(
  { caseIds, slots, times }: { caseIds: readonly string[]; slots: readonly PlanSlot[]; times: SittingTimes },
  db: Pick<Database, 'rows'>,
): Promise<Called> {
  const isCalled = await readCalled({ caseIds, instants: slots.map(({ at }) => at), times }, db)
  return new Map(caseIds.map((caseId) => [caseId, new Set(slots.filter(({ at }) => isCalled({ caseId, at })).map(({ id }) => id))]))
}

function slotsOf(asked: PlanAsked): PlanSlot[] {
  return workingDays(asked).flatMap((day) =>
    [...asked.times].sort().map((time) => ({ id: `${day}T${time}`, day, at: inRome({ day, time }) })),
  )
}

interface SittingInput {
  readonly sitting: ProposedSitting
  readonly asked: PlanAsked
  readonly slots: readonly PlanSlot[]
  readonly conflicts: Conflicts
  readonly waiting: readonly Waiting[]
  readonly personOf: ReadonlyMap<string, Waiting>
  readonly called: Called
}

function sittingView({ sitting, asked, slots, conflicts, waiting, personOf, called }: SittingInput) {
  const place = asked.places[Number(sitting.room)]
  const heard = sitting.candidates.flatMap((id) => personOf.get(id) ?? [])
  const pack = heard[0]?.rulePack
  return {
    at: slots.find(({ id }) => id === sitting.slot)?.at.toISOString() ?? '',
    place: place?.name ?? '',
    province: place?.province ?? '',
    capacity: place?.capacity ?? 0,
    sector: sitting.sector,
    members: sitting.members.map(({ expertId, role }) => ({
      expertId,
      name: conflicts.experts.find(({ id }) => id === expertId)?.name ?? '',
      role,
      roleByLanguage: pack && { it: roleWords({ pack, role, language: 'it' }), en: roleWords({ pack, role, language: 'en' }) },
    })),
    candidates: heard.map(personView),
    /** Who waits for such a sitting and may not be heard by this commission, and why. */
    unfit: unfitFor({ sitting, province: place?.province ?? '', waiting, conflicts, called }),
    /** How long it takes and how far places are, so that the page tells who cannot sit in two. */
    times: pack && {
      personMinutes: pack.sitting.personMinutes,
      mostMinutes: pack.sitting.mostMinutes,
      travelMinutes: pack.sitting.travelMinutes,
    },
  }
}

function personView({ requestId, name, caseNumber, title, body, sector, province, since }: Waiting) {
  return { requestId, name, caseNumber, titleByLanguage: title, body: body.name, sector, province, since: since.toISOString() }
}

function why(unplaced: Unplaced, { rulePack: pack }: Waiting, language: 'it' | 'en'): string {
  const said = 'role' in unplaced ? { ...unplaced, role: roleWords({ pack, role: unplaced.role, language }) } : unplaced
  return sayUnplaced({ unplaced: said, language })
}
