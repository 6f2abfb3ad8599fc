import type { Localized } from '../in-language.ts'
import { read, write } from './client.ts'

export interface Difference {
  readonly field: string
  readonly was: string
  readonly is: string
}

export interface CorrectedPerson {
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly taxCode: string
}

export interface CorrectedExperience {
  readonly title: string
  readonly organisation?: string
  readonly from?: string
  readonly until?: string
  readonly hours?: number
}

/** Experiences and hours only where the body corrects by itself. */
export interface Corrected {
  readonly person: CorrectedPerson
  readonly title: Localized
  readonly experiences?: readonly CorrectedExperience[]
  readonly workloadHours?: number
}

export interface Correctable {
  readonly number: string
  readonly kind: string
  readonly by: 'body' | 'chamber'
  /** Who appoints, in the words of the rules, with its article. */
  readonly office: Localized
  readonly correctable: Corrected
  /** The title is that of the repertory: no matter of a rettifica. */
  readonly titleStays: boolean
  readonly numberFromOutside: boolean
  readonly reasons: readonly { readonly id: string; readonly it: string; readonly en: string }[]
}

export interface CorrectionBody {
  readonly corrected: Corrected
  readonly confirmNumber: string
  readonly reasonClass: string
  readonly reason: string
  readonly cardSeen: boolean
}

export interface Answer {
  readonly answer?: 'sealed' | 'refused'
  readonly answeredAt?: string
  readonly answerReason?: string
  readonly act?: { readonly number: string; readonly date: string }
}

/** What an act replaces and is replaced by, what its Chamber was asked, what the Region ordered. */
export interface Succession {
  readonly replaces?: { readonly id: string; readonly number: string }
  readonly successor?: { readonly id: string; readonly number: string }
  readonly correction?: Answer & { readonly askedAt: string; readonly chamber: string; readonly differences: readonly Difference[] }
  readonly order?: { readonly number: string; readonly date: string; readonly reason: string }
}

/** A rettifica as the Chamber sees it. */
export interface CorrectionView extends Answer {
  readonly id: string
  readonly number: string
  readonly body: string
  readonly case: string
  readonly person: string
  readonly titleByLanguage: Localized
  readonly minutes: { readonly number: string; readonly satAt: string }
  readonly differences: readonly Difference[]
  readonly reasonTitle: Localized
  readonly reason: string
  readonly askedAt: string
  readonly askedBy: string
}

export interface CorrectionsPage {
  readonly items: readonly CorrectionView[]
  readonly waiting: number
  readonly total: number
  readonly page: number
  readonly pages: number
}

export function readCorrectable(id: string): Promise<Correctable> {
  return read(`/api/attestations/${id}/correctable`)
}

/** Makes the new act. */
export function correctAct(id: string, body: CorrectionBody, key: string): Promise<{ readonly id: string; readonly number: string }> {
  return write({ path: `/api/attestations/${id}/correct`, body, key })
}

/** Asks the Chamber. */
export function askCorrection(id: string, body: CorrectionBody, key: string): Promise<{ readonly id: string }> {
  return write({ path: `/api/attestations/${id}/correction`, body, key })
}

export function releaseCorrection(
  id: string,
  body: { readonly confirmNumber: string; readonly number?: string },
  key: string,
): Promise<{ readonly id: string; readonly number: string }> {
  return write({ path: `/api/attestations/${id}/correction/release`, body, key })
}

export function readCorrections(asked: URLSearchParams): Promise<CorrectionsPage> {
  return read(`/api/corrections?${asked}`)
}

export function readCorrection(id: string): Promise<CorrectionView> {
  return read(`/api/corrections/${id}`)
}

export function sealCorrection(
  id: string,
  body: { readonly confirmNumber: string; readonly act: { readonly number: string; readonly date: string } },
  key: string,
): Promise<CorrectionView> {
  return write({ path: `/api/corrections/${id}/seal`, body, key })
}

export function refuseCorrection(id: string, reason: string, key: string): Promise<CorrectionView> {
  return write({ path: `/api/corrections/${id}/refuse`, body: { reason }, key })
}
