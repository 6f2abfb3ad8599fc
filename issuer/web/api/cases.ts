import type { Phase } from '../../../ui/phase.ts'
import type { Localized } from '../in-language.ts'
import type { AttestationView, StateWord } from './attestations.ts'
import { read, write } from './client.ts'

export interface CaseLine {
  readonly id: string
  readonly number: string
  readonly person: { readonly name: string }
  /** Absent while nobody has chosen what is to be recognised. */
  readonly titleByLanguage?: Localized
  readonly state: string
  readonly stateWord: string
  /** What the attestation is now, once released. */
  readonly attestationState?: StateWord
  readonly updatedAt: string
  readonly due?: { readonly by: string; readonly late: boolean }
  readonly body: string
}

export interface CaseCompetence {
  readonly id: string
  readonly name: string
  readonly code?: string
  readonly eqfLevel?: number
  readonly section?: string
  readonly repertory?: string
  readonly abilities?: readonly string[]
  readonly knowledge?: readonly string[]
  readonly demo?: boolean
  readonly nameByLanguage: Localized
}

export interface CaseDocument {
  readonly id: string
  readonly titleByLanguage: Localized
  readonly sealedBy?: string
  readonly date: string
  readonly keptUntil?: string
  /** Whether there is something to read here, beyond the title. */
  readonly opens: boolean
  /** Whether there is a file with a seal, and a PDF. */
  readonly sealed: boolean
  readonly printed: boolean
  /** The attestation that this document is, for the body that released it. */
  readonly attestationId?: string
  /** Of the papers of a commission: that its appointment was revoked, the paper that says so, and the act in its place. */
  readonly revoked?: { readonly actNumber: string; readonly at: string; readonly documentId?: string; readonly replacedBy?: string }
}

export interface CommissionView {
  readonly id: string
  readonly chamber: string
  readonly actNumber: string
  readonly appointedAt: string
  readonly members: readonly { readonly name: string; readonly role: string }[]
  readonly sittingPlannedAt?: string
  readonly place?: string
  readonly revoked?: { readonly actNumber: string; readonly at: string; readonly reason: string; readonly replacedBy?: string }
}

export type CaseAction = 'request-commission' | 'register' | 'give-number' | 'release' | 'offer' | 'suspend' | 'lift' | 'annul'

export interface CaseView {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly stateWord: string
  readonly person: {
    readonly givenName: string
    readonly familyName: string
    readonly birthDate: string
    readonly taxCode: string
    /** Eleven digits, until the definitive code comes. */
    readonly provisional: boolean
    readonly formerCodes: readonly { readonly taxCode: string; readonly replacedAt: string; readonly replacedBy: string }[]
  }
  readonly titleByLanguage?: Localized
  readonly competences: readonly CaseCompetence[]
  /** The whole profile, where one was chosen. */
  readonly qualification?: { readonly name: Localized }
  /** By when the rules want the present step done. */
  readonly due?: { readonly by: string; readonly late: boolean; readonly term: string; readonly isDefault: boolean; readonly days: number }
  readonly phases: readonly Phase[]
  /** How much the person sent that nobody has looked at yet; to the officer of the body alone. */
  readonly uploadsWaiting?: number
  readonly missing: readonly { readonly code: string; readonly sentence: string; readonly href?: string }[]
  readonly documents: readonly CaseDocument[]
  /** The document of trasparenza that the dossier is no longer as it says, and what changed. */
  readonly sinceTransparency?: {
    readonly attestationId: string
    readonly number: string
    /** Calendar date. */
    readonly on: string
    readonly changes: readonly Localized[]
  }
  readonly commission?: CommissionView
  readonly decision?: {
    readonly minutesNumber: string
    readonly satAt: string
    readonly closedAt: string
    readonly closedBy: string
    /** Everybody who signed the minutes. */
    readonly signedBy: readonly string[]
    readonly outcomes: readonly { readonly competenceId: string; readonly outcome: string; readonly reason: string }[]
  }
  readonly attestation?: AttestationView
  /** Where the number of the attestato comes from outside: since when it is waited for, and what came. */
  readonly register?: { readonly askedAt?: string; readonly number?: string; readonly givenAt?: string }
  readonly rulePack: {
    readonly id: string
    readonly version: string
    readonly title: string
    readonly note?: string
    /** Who appoints, in the words of the rules, with its article. */
    readonly office: Localized
  }
  /** This body takes nobody further than individuazione. */
  readonly endsHere?: true
  /** Each time that a commission went on without the person, and why. */
  readonly leftOut?: readonly { readonly at: string; readonly why: string; readonly reason: string }[]
  readonly chambers: readonly { readonly id: string; readonly name: string; readonly kind: string }[]
  readonly handedFrom?: { readonly body: string; readonly reason: string; readonly waiting: boolean }
  readonly handedTo?: { readonly body: string }
  readonly allowed: readonly CaseAction[]
  readonly why: Readonly<Partial<Record<CaseAction, string>>>
}

export const CASE_GROUPS = ['aperte', 'commissione', 'rilascio', 'rilasciate', 'chiuse'] as const
export const CASE_ORDERS = ['recenti', 'scadenza', 'nome', 'numero'] as const

export interface CasesAsked {
  readonly words?: string
  readonly group?: string
  readonly order?: string
  readonly late?: boolean
  readonly page?: number
}

export interface CasesPage {
  readonly items: readonly CaseLine[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

export function searchCases(asked: CasesAsked): Promise<CasesPage> {
  return write({ path: '/api/cases/search', body: asked, key: crypto.randomUUID() })
}

/** Cases that the body already runs for the person of a codice fiscale. */
export interface OpenCase {
  readonly id: string
  readonly number: string
  readonly stateWord: string
  readonly openedAt: string
}

export function openCasesOf(taxCode: string): Promise<{ items: readonly OpenCase[] }> {
  return write({ path: '/api/cases/open-of', body: { taxCode }, key: crypto.randomUUID() })
}

export function readCase(id: string): Promise<CaseView> {
  return read(`/api/cases/${id}`)
}

export function requestCommission(id: string, body: { chamberId: string; note?: string }, key: string): Promise<{ id: string }> {
  return write({ path: `/api/cases/${id}/request-commission`, body, key })
}

export function registerCase(id: string, key: string): Promise<unknown> {
  return write({ path: `/api/cases/${id}/register`, key })
}

export function giveNumber(id: string, number: string, key: string): Promise<unknown> {
  return write({ path: `/api/cases/${id}/register-number`, body: { number }, key })
}

export function releaseAttestation(id: string, body: { confirmNumber: string }, key: string): Promise<AttestationView> {
  return write({ path: `/api/cases/${id}/release`, body, key })
}
