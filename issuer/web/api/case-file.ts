import type { Localized } from '../in-language.ts'
import { read, write } from './client.ts'
import type { Origin } from './rule-packs.ts'

export const CONTEXTS = ['lavoro', 'tirocinio', 'servizio-civile', 'volontariato', 'formazione', 'vita'] as const
export type Context = (typeof CONTEXTS)[number]
export const STRENGTHS = ['piena', 'parziale', 'da-provare'] as const
export type Strength = (typeof STRENGTHS)[number]
export const CHANNELS = ['sportello', 'telefono', 'videochiamata', 'domicilio'] as const
export const IDENTIFICATIONS = ['documento', 'spid', 'cie', 'permesso-soggiorno', 'attestazione-provvisoria'] as const

/** An activity of the Atlante, in the words of the release under which it was chosen. */
export interface Activity {
  readonly code: string
  readonly version: string
  readonly label: string
  readonly area: { readonly code: string; readonly name: string }
  readonly sector: string
  readonly competences: readonly { readonly entry: string; readonly why: string }[]
  readonly demo: boolean
}

export interface Experience {
  readonly id: string
  readonly context: Context
  readonly title: string
  readonly employer: string | null
  readonly from: string | null
  readonly until: string | null
  readonly hours: number | null
  readonly told: string
  readonly activities: readonly Activity[]
}

export interface Support {
  readonly competenceId: string
  readonly experienceId: string
  readonly strength: Strength
  readonly note: string
}

export interface Evidence {
  readonly id: string
  readonly class: string
  readonly title: string
  readonly experienceId: string | null
  readonly mediaType: string
  readonly size: number
  /** Calendar date; null while the case goes on, and where nobody erases it. */
  readonly keptUntil: string | null
  /** Its file is gone, its title stays as long as the dossier. */
  readonly erasedAt: string | null
  readonly addedAt: string
  readonly addedBy: string | null
}

export interface NextAct {
  readonly act: string
  readonly refusal?: string
  /** Code of the refusal. */
  readonly code?: string
  readonly missing: readonly { readonly code: string; readonly part: string; readonly sentence: string }[]
}

/** What the body has written down about a case, and what it may do next. */
export interface CaseFile {
  readonly version: number
  readonly changed: { readonly at: string; readonly by: string | null }
  /** The last changes, the newest first, each by the name of its act. */
  readonly lately: readonly { readonly what: string; readonly at: string; readonly by: string | null }[]
  /** Whether letters reach the person by mail; where they do not, somebody has to tell them. */
  readonly hasEmail: boolean
  readonly rules: {
    readonly classes: readonly {
      readonly class: string
      readonly it: string
      readonly en: string
      /** How long it is kept, from the end of the case: `P3Y`, or `permanent`. */
      readonly keep: string
      readonly origin: Origin
    }[]
    readonly methods: readonly { readonly it: string; readonly en: string }[]
    readonly services: readonly { readonly id: string; readonly it: string; readonly en: string }[]
    /** Acts that only some regions open, in their words. */
    readonly exceptions: readonly { readonly act: string; readonly it: string; readonly en: string }[]
    readonly reasonMinimumLength: number
  }
  readonly reception?: {
    readonly metOn: string
    readonly channel: string
    readonly identifiedWith: string
    readonly assisted: boolean
    /** Somebody who saw the card answers for a codice fiscale with other letters than the name's. */
    readonly byCard: boolean
    readonly need: string
    readonly note: string | null
    readonly informed: boolean
    readonly recordedBy: string
  }
  readonly experiences: readonly Experience[]
  readonly supports: readonly Support[]
  readonly evidence: readonly Evidence[]
  readonly plan?: {
    readonly interviewAt: string
    readonly place: string
    readonly methods: readonly string[]
    readonly mode: string
    readonly note: string
  }
  readonly validation: readonly {
    readonly competenceId: string
    readonly validated: boolean
    readonly reason: string
    readonly judgedBy: string
  }[]
  readonly hours: readonly {
    readonly id: string
    readonly service: string
    readonly day: string
    readonly minutes: number
    readonly note: string
    readonly workedBy: string
  }[]
  readonly next: readonly NextAct[]
}

export interface RepertoryCompetence {
  readonly entry: string
  readonly sector: string
  readonly competence: {
    readonly name: Localized
    readonly eqfLevel?: number
    readonly demo: boolean
    readonly repertory: { readonly section: string }
  }
}
export interface Repertory {
  readonly profiles: readonly {
    readonly entry: string
    readonly sector: string
    readonly qualification: { readonly name: Localized; readonly code?: string; readonly eqfLevel?: number }
    readonly competences: readonly RepertoryCompetence[]
  }[]
  readonly competences: readonly RepertoryCompetence[]
}

export interface NewCase {
  readonly person: Readonly<Record<string, string | undefined>>
  readonly cardSeen?: true
  readonly putRight?: true
  readonly reception: {
    readonly metOn: string
    readonly channel: string
    readonly identifiedWith: string
    readonly interpreter: boolean
    readonly need: string
    readonly informed: boolean
  }
  readonly context?: Context
  readonly province: string
}

export function openCase(body: NewCase, key: string): Promise<{ id: string; number: string }> {
  return write({ path: '/api/cases', body, key })
}

export function readCaseFile(id: string): Promise<CaseFile> {
  return read(`/api/cases/${id}/file`)
}

export function readRepertory(): Promise<Repertory> {
  return read('/api/catalogue/repertory')
}

/** Before a case is handed over: who may carry on, what goes to them and what stays. */
export interface HandOverView {
  readonly bodies: readonly { readonly id: string; readonly name: string; readonly province?: string }[]
  readonly experiences: number
  readonly competences: number
  readonly documents: number
  readonly evidence: number
  /** Whether a copy of the evidence goes along: from the application on. */
  readonly takesEvidence: boolean
  readonly hours: number
}

export function readHandOver(id: string): Promise<HandOverView> {
  return read(`/api/cases/${id}/hand-over`)
}

/** A change of a case, on the version that the officer saw; `name` is the last part of its address. */
export function changeCase(id: string, name: string, body: { readonly version: number }, key: string): Promise<unknown> {
  return write({ path: `/api/cases/${id}/${name}`, body, key })
}

export const evidenceHref = (caseId: string, evidenceId: string) => `/api/cases/${caseId}/evidence/${evidenceId}`
