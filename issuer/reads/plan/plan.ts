import type { Actor } from '../../auth/actor.ts'
import { readConflicts } from '../../conflicts/read-conflicts.ts'
import type { Database } from '../../db/database.ts'
import type { Plan, PlanInput, ProposedSitting, Unplaced } from '../../planner/planning.ts'
import { proposePlan } from '../../planner/propose-plan.ts'
import { sayUnplaced } from '../../planner/say-unplaced.ts'
import { inRome } from '../../rome-time.ts'
import { roleWords } from '../../rule-pack/say-rule-pack.ts'
import { requireThat } from '../../steps/require-that.ts'
import { type PlanAsked, workingDays } from './asked.ts'
import { type PlanSlot, readAvailable } from './available.ts'
import { readWaiting, type Waiting } from './waiting.ts'

export interface ReadPlanInput {
  readonly actor: Actor
  readonly asked: PlanAsked
  readonly at: Date
}

/**
 * Sittings for all who wait, across bodies: how many, who sits, who is heard, and how many sittings that spares against one for each
 * person. Nothing is written; what the Chamber accepts of it becomes acts of appointment (`appoint-plan.ts`).
 */
export async function readPlan({ actor, asked, at }: ReadPlanInput, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'chamber', 'plan.not-allowed', { role: actor.role })
  const chamberId = actor.organisation.id
  const slots = slotsOf(asked).filter((slot) => slot.at > at)
  requireThat(slots.length > 0, 'plan.no-days')
  const waiting = await readWaiting({ chamberId }, db)
  const caseIds = waiting.map(({ caseId }) => caseId)
  const conflicts = await readConflicts({ chamberId, caseIds, at }, db)
  const experts = await readAvailable({ chamberId, conflicts, caseIds, slots }, db)
  const rooms = asked.places.map(({ province, capacity }, index) => ({ id: String(index), province, capacity }))
  const plan = planGroups(waiting, { experts, rooms, slots })

  const nameOf = new Map(conflicts.experts.map(({ id, name }) => [id, name]))
  const personOf = new Map(waiting.map((one) => [one.caseId, one]))
  return {
    waiting: waiting.length,
    placed: waiting.length - plan.unplaced.length,
    bodies: new Set(plan.sittings.flatMap(({ candidates }) => candidates.map((id) => personOf.get(id)?.body.id))).size,
    saved: plan.saved,
    sittings: plan.sittings
      .map((sitting) => sittingView({ sitting, asked, slots, nameOf, personOf }))
      .sort((one, other) => one.at.localeCompare(other.at)),
    unplaced: plan.unplaced.flatMap((unplaced) => {
      const one = personOf.get(unplaced.caseId)
      return one === undefined ? [] : [{ ...personView(one), why: { it: why(unplaced, one, 'it'), en: why(unplaced, one, 'en') } }]
    }),
  }
}

/** Who waits for a commission of this Chamber. */
export async function readWaitingPeople({ actor }: { actor: Actor }, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'chamber', 'plan.not-allowed', { role: actor.role })
  return (await readWaiting({ chamberId: actor.organisation.id }, db)).map(personView)
}

function slotsOf(asked: PlanAsked): PlanSlot[] {
  return workingDays(asked).flatMap((day) =>
    [...asked.times].sort().map((time) => ({ id: `${day}T${time}`, day, at: inRome({ day, time }) })),
  )
}

/** People who need different commissions are planned one kind after the other: what the first took is no longer free for the next. */
function planGroups(waiting: readonly Waiting[], week: Pick<PlanInput, 'experts' | 'rooms' | 'slots'>): Plan {
  const groups = new Map<string, Waiting[]>()
  for (const one of waiting) groups.set(kindOf(one), [...(groups.get(kindOf(one)) ?? []), one])
  const sittings: ProposedSitting[] = []
  const unplaced: Unplaced[] = []
  let saved = 0
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue
    const { roles, minimumMembers } = first.needed
    const plan = proposePlan({
      ...week,
      taken: sittings,
      candidates: [first, ...others].map(candidateOf),
      composition: {
        roles: roles.map(({ id, least, ofSector }) => ({ id, count: least, needsSector: ofSector })),
        minimum: minimumMembers,
        notAllFromOneBody: first.rulePack.commission.notAllFromPresentingBody,
      },
    })
    sittings.push(...plan.sittings)
    unplaced.push(...plan.unplaced)
    saved += plan.saved
  }
  return { sittings, unplaced, saved }
}

/** One act stands under one rule pack, and one commission has one composition. */
const kindOf = ({ rulePack, needed }: Waiting) =>
  JSON.stringify([rulePack.id, rulePack.version, needed.roles.map(({ id }) => id), needed.minimumMembers])

const candidateOf = ({ caseId, body, sector, province, since }: Waiting) => ({
  caseId,
  body: body.id,
  sector,
  province,
  waitingSince: since.toISOString(),
  unavailableDays: [],
})

interface SittingInput {
  readonly sitting: ProposedSitting
  readonly asked: PlanAsked
  readonly slots: readonly PlanSlot[]
  readonly nameOf: ReadonlyMap<string, string>
  readonly personOf: ReadonlyMap<string, Waiting>
}

function sittingView({ sitting, asked, slots, nameOf, personOf }: SittingInput) {
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
      name: nameOf.get(expertId) ?? '',
      role,
      roleByLanguage: pack && { it: roleWords({ pack, role, language: 'it' }), en: roleWords({ pack, role, language: 'en' }) },
    })),
    candidates: heard.map(personView),
  }
}

function personView({ requestId, name, caseNumber, title, body, sector, province, since }: Waiting) {
  return { requestId, name, caseNumber, titleByLanguage: title, body: body.name, sector, province, since: since.toISOString() }
}

function why(unplaced: Unplaced, { rulePack: pack }: Waiting, language: 'it' | 'en'): string {
  const said = 'role' in unplaced ? { ...unplaced, role: roleWords({ pack, role: unplaced.role, language }) } : unplaced
  return sayUnplaced({ unplaced: said, language })
}
