import type { Localized } from '../in-language.ts'
import type { Activity } from './case-file.ts'
import type { CaseCompetence } from './cases.ts'
import { type Paged, read, versionShown, write } from './client.ts'

export type Judgement = 'certificata' | 'non certificata'

export interface SittingLine {
  readonly id: string
  readonly commission: string
  readonly actNumber: string
  readonly chamber: string
  readonly state: SittingState
  readonly plannedAt: string
  readonly place: string
  readonly candidates: readonly { readonly caseId: string; readonly name: string; readonly titleByLanguage: Localized }[]
  readonly minutesNumber?: string
  /** Of an office's own sitting in which nobody is left to be heard: what calling it off takes. */
  readonly nobody?: { readonly commissionId: string; readonly reasonMinimumLength: number }
}

export type SittingState = 'convened' | 'open' | 'signing' | 'closed'

export interface SittingMember {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly present: boolean
  /** Whether they said of each candidate if they have a conflict; and that they have one with somebody. */
  readonly declared: boolean
  readonly conflict: boolean
  readonly me: boolean
  /** What they answered to the text that is being signed. */
  readonly answer?: Answer
}

/** A member's act on a text of the minutes: signed, perhaps with a remark, or refused with a reason. */
export interface Answer {
  readonly answer: 'signed' | 'refused'
  readonly note?: string
  readonly at: string
}

/** A text of the minutes that stands still; `digest` is the SHA-256 of its file. */
export interface FrozenText {
  readonly id: string
  readonly round: number
  readonly digest: string
  readonly writtenAt: string
}

/** A text that was written anew, and what had been answered to it. */
export interface WithdrawnText extends FrozenText {
  readonly withdrawnAt: string
  readonly reason: string
  readonly answers: readonly (Answer & { readonly name: string })[]
}

export interface SittingCompetence extends CaseCompetence {
  readonly judgement?: { readonly outcome: Judgement; readonly reason: string; readonly judgedAt: string }
}

export interface SittingCandidate {
  readonly caseId: string
  /** One of its body's own: two bodies may have the same. */
  readonly caseNumber: string
  readonly body: string
  readonly name: string
  readonly titleByLanguage: Localized
  /** Where the case stands. */
  readonly state: string
  /** Whether I declared that I have no conflict with this candidate; until then the dossier is not shown. */
  readonly declared: boolean
  /** Whether I said if I have a conflict with them, either way; and that I have. */
  readonly answered: boolean
  readonly conflict: boolean
  /** What stands between me and them, as a sentence, where anything does. */
  readonly tie?: { readonly it: string; readonly en: string }
  /** Members who leave them to the others, and whether the others are a commission. */
  readonly apart: readonly string[]
  readonly judgeable: boolean
  readonly competences: readonly SittingCompetence[]
  readonly experiences?: readonly Experience[]
  /** Until when I may read the dossier. */
  readonly readUntil?: string
}

/** The dossier of a candidate, as a member reads it. */
export interface Dossier {
  readonly until: string
  readonly classes: readonly { readonly class: string; readonly it: string; readonly en: string }[]
  readonly competences: readonly { readonly id: string; readonly nameByLanguage: Localized }[]
  readonly note?: string
  /** When the application closed the dossier, and what in it is other than the document of trasparenza says. */
  readonly filed?: { readonly at: string; readonly differences: readonly Localized[] }
  readonly experiences: readonly {
    readonly id: string
    readonly title: string
    readonly employer: string | null
    readonly told: string | null
    readonly activities: readonly Activity[]
  }[]
  readonly evidence: readonly {
    readonly id: string
    readonly class: string
    readonly title: string
    readonly experienceId: string | null
  }[]
  readonly plan?: { readonly interviewAt: string; readonly place: string; readonly methods: readonly string[]; readonly note: string }
  readonly validation: readonly { readonly competenceId: string; readonly validated: boolean; readonly reason: string }[]
}

export interface Experience {
  readonly title: string
  readonly organisation?: string
  readonly from?: string
  readonly until?: string
  readonly hours?: number
}

/** Who signed and as what, who was there, who sealed, and when. */
export interface SignedMinutes {
  readonly number: string
  readonly signedBy: { readonly name: string; readonly role?: string }
  readonly signedAt: string
  readonly present: readonly { readonly name: string; readonly role: string }[]
  readonly sealedBy: string
  readonly sealedAt: string
  /** Left out for minutes of before, which the president signed alone. */
  readonly digest?: string
  readonly answers?: readonly (Answer & { readonly name: string; readonly role: string })[]
}

export type SittingAction = 'declare' | 'open' | 'presence' | 'leave-out' | 'judge' | 'write' | 'sign' | 'rewrite' | 'close'

export interface SittingView {
  readonly id: string
  readonly commission: string
  readonly actNumber: string
  readonly appointedAt: string
  readonly chamber: string
  readonly state: SittingState
  readonly plannedAt: string
  readonly place: string
  readonly openedAt?: string
  readonly members: readonly SittingMember[]
  readonly candidates: readonly SittingCandidate[]
  readonly minutes: {
    readonly text: readonly string[]
    readonly number?: string
    readonly signed?: SignedMinutes
    readonly frozen?: FrozenText
  }
  /** Those who gave up before, or were left out. */
  readonly leftOut: readonly {
    readonly caseId: string
    readonly name: string
    readonly why: 'assente' | 'rinuncia' | 'conflitto' | 'atto'
  }[]
  readonly withdrawn: readonly WithdrawnText[]
  /** Papers of the commission that are there by now. */
  readonly papers: readonly CommissionPaper[]
  /** What the Chamber sealed once the minutes were signed: for each body, about its own candidates. */
  readonly decisions?: readonly { readonly id: string; readonly body: string; readonly caseIds: readonly string[] }[]
  readonly quorum: { readonly required: number; readonly present: number }
  readonly allowed: readonly SittingAction[]
  readonly why: Readonly<Partial<Record<SittingAction, string>>>
}

export interface JudgeInput {
  readonly caseId: string
  readonly competenceId: string
  readonly outcome: Judgement
  readonly reason: string
  /** When the judgement was given that stands on the page. */
  readonly over?: string | undefined
}

export function readSittings(query: URLSearchParams): Promise<Paged<SittingLine>> {
  return read(`/api/sittings?${query}`)
}

/** The version of a sitting that its screen shows. */
export const sittingShown = (id: string) => versionShown(`/api/sittings/${id}`)

export function readSitting(id: string): Promise<SittingView> {
  return read(`/api/sittings/${id}`)
}

export function readDossier(id: string, caseId: string): Promise<Dossier> {
  return read(`/api/sittings/${id}/dossiers/${caseId}`)
}

export const dossierEvidence = (id: string, caseId: string, evidenceId: string) =>
  `/api/sittings/${id}/dossiers/${caseId}/evidence/${evidenceId}`

export type CommissionPaper = 'nomina' | 'revoca' | 'convocazione' | 'dichiarazioni' | 'verbale'

/** Addresses of the files, for download links. */
export const sittingPaper = (id: string, paper: CommissionPaper) => `/api/sittings/${id}/papers/${paper}`
export const commissionPaper = (commissionId: string, paper: CommissionPaper) => `/api/appointments/${commissionId}/papers/${paper}`
export const minutesFile = (id: string) => `/api/sittings/${id}/minutes`
export const textFile = (id: string, textId: string) => `/api/sittings/${id}/texts/${textId}`
export const decisionFile = (id: string, decisionId: string) => `/api/sittings/${id}/decisions/${decisionId}`

export function declareNoConflict(id: string, caseId: string, key: string): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/declare`, body: { caseId }, key })
}

export function declareConflict(
  id: string,
  body: { readonly caseId: string; readonly relation: string; readonly reason: string },
  key: string,
): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/conflict`, body, key })
}

export function openSitting(id: string, key: string): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/open`, key })
}

export function leaveOut(
  id: string,
  body: { readonly caseId: string; readonly why: string; readonly reason: string },
  key: string,
): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/leave-out`, body, key })
}

/** `seen`: the version on which the first tick was set, since the others' acts come in meanwhile. */
export function recordPresence(id: string, memberIds: readonly string[], key: string, seen: string | undefined): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/presence`, body: { memberIds }, key, seen })
}

export function judge(id: string, body: JudgeInput, key: string): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/judgements`, body, key, method: 'PUT' })
}

export function writeMinutes(id: string, key: string): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/write`, key })
}

export function signMinutes(
  id: string,
  body: { digest: string; answer: 'signed' | 'refused'; note?: string },
  key: string,
): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/sign`, body, key })
}

export function rewriteMinutes(id: string, reason: string, key: string): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/rewrite`, body: { reason }, key })
}

export function closeSitting(id: string, key: string): Promise<SittingView> {
  return write({ path: `/api/sittings/${id}/close`, key })
}
