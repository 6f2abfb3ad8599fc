import { dayInRome } from '../../credential/time.ts'
import { draft } from './draft.svelte.ts'

export const TIMES = ['09:00', '14:00'] as const

/** A place as it is typed: numbers are still text. */
export interface TypedPlace {
  readonly name: string
  readonly province: string
  readonly capacity: string
}

export const EMPTY_PLACE: TypedPlace = { name: '', province: '', capacity: '8' }
const DAY = 86_400_000
const dayAfter = (days: number) => dayInRome(new Date(Date.now() + days * DAY))

/** Days and places of the plan, kept for the tab: from tomorrow, for two weeks: nobody is called from one day to the next. */
export function planDraft() {
  return draft('plan', {
    from: dayAfter(1),
    until: dayAfter(14),
    times: TIMES.join(' '),
    places: JSON.stringify([EMPTY_PLACE]),
    acts: '{}',
  })
}

export const placesIn = (fields: { readonly places: string }): TypedPlace[] => JSON.parse(fields.places)
export const timesIn = (fields: { readonly times: string }): string[] => fields.times.split(' ').filter(Boolean)

/** Two days from today on, in their order, a month apart at most. */
export function areDaysRight({ from, until }: { readonly from: string; readonly until: string }): boolean {
  return from !== '' && until !== '' && dayAfter(0) <= from && from <= until && (Date.parse(until) - Date.parse(from)) / DAY <= 31
}
export const isCapacity = (text: string) => /^[0-9]{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 100
