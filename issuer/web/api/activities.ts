import type { Localized } from '../in-language.ts'
import type { Activity } from './case-file.ts'
import { type Paged, read } from './client.ts'

export interface FoundActivities extends Paged<Activity> {
  /** Release of the Atlante that is searched. */
  readonly release: string
  readonly sectors: readonly string[]
}

export function searchActivities({
  words,
  sector,
  page,
}: {
  readonly words: string
  readonly sector: string
  readonly page: number
}): Promise<FoundActivities> {
  const query = new URLSearchParams({ words, ...(sector !== '' && { sector }), page: String(page) })
  return read(`/api/catalogue/activities?${query}`)
}

/** What the told activities speak for, and what the chosen competences still lack. */
export interface ToldCompetences {
  readonly proposals: readonly {
    readonly entry: string
    readonly name: Localized
    readonly section: string
    readonly eqfLevel?: number
    readonly demo: boolean
    readonly chosen: boolean
    readonly because: readonly { readonly experience: string; readonly activity: string; readonly why: string }[]
  }[]
  readonly gaps: readonly {
    readonly competenceId: string
    readonly name: Localized
    readonly lacks: 'experience' | 'strength' | 'evidence'
    /** Experiences whose activities speak for it. */
    readonly speaking: readonly string[]
  }[]
  readonly untold: readonly { readonly id: string; readonly title: string }[]
}

export const readToldCompetences = (caseId: string): Promise<ToldCompetences> => read(`/api/cases/${caseId}/told`)
