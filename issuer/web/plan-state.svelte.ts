import type { KeptSitting, Plan, PlannedPerson } from './api/plans.ts'
import { draft } from './draft.svelte.ts'
import { overlap } from './overlap.ts'

/** Where somebody goes: to a sitting by its place in the list, nowhere for now, or wherever the next proposal puts them. */
export type Where = number | 'later' | 'next'

const EMPTY = { plan: '', page: '1', moved: '{}', left: '[]', kept: '[]', later: '[]' }

/**
 * The proposal as the Chamber has changed it: who was moved, what stays, what is accepted, who is left for another time. Kept for the
 * tab, so that a reload loses none of it.
 */
export function planState() {
  const form = draft('plan.proposed', EMPTY)
  let arrived = $state(0)
  const plan: Plan | undefined = $derived(form.fields.plan === '' ? undefined : JSON.parse(form.fields.plan))
  const moved: Readonly<Record<string, Where>> = $derived(JSON.parse(form.fields.moved))
  /** Sittings that were not accepted; all are at first. */
  const left: readonly number[] = $derived(JSON.parse(form.fields.left))
  const kept: readonly number[] = $derived(JSON.parse(form.fields.kept))
  /** Who was left for another time before this proposal was made. */
  const later: readonly PlannedPerson[] = $derived(JSON.parse(form.fields.later))
  const everybody = $derived([
    ...(plan?.sittings ?? []).flatMap((sitting, home) => sitting.candidates.map((person) => ({ person, home: home as Where }))),
    ...later.map((person) => ({ person, home: 'later' as Where })),
  ])
  const whereOf = ({ person, home }: { person: PlannedPerson; home: Where }): Where => moved[person.requestId] ?? home
  /** Who is heard, sitting by sitting. */
  const people = $derived(
    (plan?.sittings ?? []).map((_, index) => everybody.flatMap((one) => (whereOf(one) === index ? [one.person] : []))),
  )
  /** Who is heard in none of them. */
  const aside = $derived(
    everybody.flatMap((one) => {
      const where = whereOf(one)
      return typeof where === 'number' ? [] : [{ ...one, where }]
    }),
  )
  const rolesOf = (index: Where) =>
    typeof index === 'number' ? String(plan?.sittings[index]?.members.map(({ role }) => role).sort()) : undefined

  /** Who cannot sit here because of another sitting of the proposal, as many as are heard in each now; both go on being said until one changes. */
  function overlapsOf(index: number): { name: string; other: number }[] {
    const sitting = plan?.sittings[index]
    const held = heldAs(index)
    if (plan === undefined || sitting?.times === undefined || held === undefined) return []
    const { members, times } = sitting
    return plan.sittings.flatMap((one, other) => {
      const beside = heldAs(other)
      if (other === index || beside === undefined || !overlap({ one: held, other: beside, times })) return []
      return members
        .filter(({ expertId }) => one.members.some((member) => member.expertId === expertId))
        .map(({ name }) => ({ name, other }))
    })
  }
  function heldAs(index: number) {
    const sitting = plan?.sittings[index]
    const heard = people[index]?.length ?? 0
    return sitting === undefined || heard === 0 || left.includes(index)
      ? undefined
      : { at: new Date(sitting.at), people: heard, place: sitting.place }
  }

  function stays(index: number): KeptSitting[] {
    const sitting = plan?.sittings[index]
    const requestIds = (people[index] ?? []).map(({ requestId }) => requestId)
    if (sitting === undefined || requestIds.length === 0) return []
    const { at, place, province, members } = sitting
    return [{ at, place, province, members: members.map(({ expertId, role }) => ({ expertId, role })), requestIds }]
  }
  function keep(index: number, on: boolean) {
    form.fields.kept = JSON.stringify([...kept.filter((other) => other !== index), ...(on ? [index] : [])])
  }

  return {
    get plan() {
      return plan
    },
    get savedAt() {
      return form.savedAt
    },
    /** How many proposals came since the screen was opened. */
    get arrived() {
      return arrived
    },
    get page() {
      return Number(form.fields.page)
    },
    get people() {
      return people
    },
    get aside() {
      return aside
    },
    get kept() {
      return kept
    },
    get accepted() {
      return people.flatMap((heard, index) => (left.includes(index) || heard.length === 0 ? [] : [index]))
    },
    isAccepted: (index: number) => !left.includes(index),
    /** What the sittings come to as they are now. */
    get counts() {
      const heard = people.flat()
      const sittings = people.filter(({ length }) => length > 0).length
      return { people: heard.length, bodies: new Set(heard.map(({ body }) => body)).size, sittings, saved: heard.length - sittings }
    },
    overlapsOf,
    /** For the next proposal. */
    get keptSittings(): readonly KeptSitting[] {
      return kept.flatMap(stays)
    },
    get laterIds(): readonly string[] {
      return aside.flatMap(({ person, where }) => (where === 'later' ? [person.requestId] : []))
    },
    /** Sittings that could hear this person as well: of the same kind, with a place left, and with nobody who may not judge them. */
    openFor({ requestId, sector, province }: PlannedPerson, now: Where): number[] {
      const home = everybody.find(({ person }) => person.requestId === requestId)?.home ?? 'later'
      return (plan?.sittings ?? []).flatMap((sitting, index) => {
        const alike = index !== now && sitting.sector === sector && sitting.province === province && rolesOf(index) === rolesOf(home)
        const fits = (people[index]?.length ?? 0) < sitting.capacity && !sitting.unfit.some((unfit) => unfit.requestId === requestId)
        return alike && fits ? [index] : []
      })
    },
    take(next: Plan) {
      const apart = aside.flatMap(({ person, where }) => (where === 'later' ? [person] : []))
      const stay = next.sittings.flatMap((sitting, index) => (sitting.kept ? [index] : []))
      Object.assign(form.fields, {
        ...EMPTY,
        plan: JSON.stringify(next),
        page: String(next.page),
        kept: JSON.stringify(stay),
        later: JSON.stringify(apart),
      })
      arrived += 1
    },
    keep,
    accept(index: number, on: boolean) {
      form.fields.left = JSON.stringify(on ? left.filter((other) => other !== index) : [...left, index])
    },
    /** Whoever is moved stays where they were put: that sitting is kept. */
    move(requestIds: readonly string[], to: Where) {
      form.fields.moved = JSON.stringify({ ...moved, ...Object.fromEntries(requestIds.map((id) => [id, to])) })
      if (typeof to === 'number') keep(to, true)
    },
    forget() {
      Object.assign(form.fields, EMPTY)
      form.clear()
    },
  }
}
export type PlanState = ReturnType<typeof planState>
