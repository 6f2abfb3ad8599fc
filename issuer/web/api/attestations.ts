import type { Localized } from '../in-language.ts'
import { read, readFile, write } from './client.ts'
import type { Succession } from './corrections.ts'

export type StateWord = 'valido' | 'sospeso' | 'annullato' | 'sostituito'
export type Change = 'suspend' | 'lift' | 'annul'

export interface OfferState {
  readonly id: string
  readonly state: 'open' | 'used' | 'expired' | 'blocked'
  readonly expiresAt: string
  readonly usedAt?: string
}

export interface AttestationView extends Succession {
  readonly id: string
  readonly number: string
  readonly digest: string
  readonly kind: string
  readonly titleByLanguage: Localized
  /** `email`: where the body knows one. */
  readonly person: { readonly name: string; readonly email?: string }
  readonly caseId: string
  readonly issuedAt: string
  readonly state: { readonly word: StateWord; readonly since?: string; readonly reasonClass?: string; readonly reason?: string }
  readonly offer?: OfferState
  /** Files that left the house; of paper, `copy` 0 is the original. */
  readonly renderings: readonly { readonly form: string; readonly issuedAt: string; readonly copy?: number }[]
  readonly statusPage: string
  readonly history: readonly HistoryEntry[]
}

/** `what` is the service's own sentence; a change of state carries the word and the reason class beside it. */
export interface HistoryEntry {
  readonly at: string
  readonly what: string
  readonly who: string
  readonly word?: StateWord
  readonly reasonClass?: string
  /** Of a rettifica: that somebody saw the card on which the codice fiscale is. */
  readonly cardSeen?: true
  /** Of a file that left the house: which, and of a paper its number, 0 being the original. */
  readonly form?: string
  readonly copy?: number
  /** Of a duplicate: who asked for it. */
  readonly askedBy?: Asker
}

export const ASKERS = ['titolare', 'delegato', 'ufficio'] as const
export type Asker = (typeof ASKERS)[number]

/** A new offer: the code is in this answer only, never again. */
export interface Offer {
  readonly offerId: string
  readonly credentialOfferUri: string
  readonly deepLink: string
  readonly walletLink: string
  readonly txCode: string
  readonly expiresAt: string
}

export interface Reason {
  readonly id: string
  /** States that this reason may lead to. */
  readonly words: readonly StateWord[]
  readonly it: string
  readonly en: string
}

export interface ChangeInput {
  readonly confirmNumber: string
  readonly reasonClass: string
  readonly reason: string
}

export function readAttestation(id: string): Promise<AttestationView> {
  return read(`/api/attestations/${id}`)
}

/** One form of the act as a file; of paper, the first is the original. */
export function readRendering(id: string, form: string): Promise<{ name: string; content: Blob }> {
  return readFile(`/api/attestations/${id}/renderings/${form}`)
}

export function makeOffer(id: string, key: string): Promise<Offer> {
  return write({ path: `/api/attestations/${id}/offer`, key })
}

/** The last offer; `none` before the first. */
export function readOffer(id: string, signal: AbortSignal): Promise<OfferState | { readonly state: 'none' }> {
  return read(`/api/attestations/${id}/offer`, signal)
}

export function changeState(id: string, change: Change, body: ChangeInput, key: string): Promise<AttestationView> {
  return write({ path: `/api/attestations/${id}/${change}`, body, key })
}

export async function readReasons(): Promise<readonly Reason[]> {
  return (await read<{ items: Reason[] }>('/api/catalogue/reasons')).items
}
