import type { Localized } from '../in-language.ts'
import type { CaseCompetence } from './cases.ts'
import { type Paged, read, write } from './client.ts'
import type { CommissionPaper, SittingState } from './sittings.ts'

export interface RequestLine {
  readonly id: string
  readonly person: { readonly name: string }
  readonly titleByLanguage: Localized
  readonly body: string
  readonly requestedAt: string
  /** By when it is to be appointed, while it waits. */
  readonly due?: { readonly by: string; readonly late: boolean }
  readonly caseNumber: string
  readonly sector: string
  readonly state: 'open' | 'appointed'
}

/** A role of the rule pack. */
export type MemberRole = string

export type BothLanguages = Readonly<Record<'it' | 'en', string>>

export interface Expert {
  readonly id: string
  readonly name: string
  readonly sector: string
  readonly roles: readonly MemberRole[]
  /** Why this person may not sit. */
  readonly conflict?: BothLanguages
  /** What the rules want a written reason for. */
  readonly asksReason?: BothLanguages
  /** Whether the person is an expert of the candidate's sector. */
  readonly ofSector: boolean
  /** Whether there is an address to write to. */
  readonly reachable?: boolean
}

export interface RequestView {
  readonly id: string
  readonly case: {
    readonly id: string
    readonly number: string
    readonly person: { readonly name: string }
    readonly titleByLanguage: Localized
    readonly sector: string
    readonly province: string
  }
  readonly body: string
  readonly note?: string
  readonly competences: readonly CaseCompetence[]
  readonly requestedAt: string
  readonly due?: { readonly by: string; readonly late: boolean }
  readonly experts: readonly Expert[]
  readonly rulePack: {
    readonly titleByLanguage: Readonly<Record<'it' | 'en', string>>
    readonly noteByLanguage: Readonly<Record<'it' | 'en', string>>
    readonly minimumMembers: number
    readonly reasonMinimumLength: number
    /** Who must sit, in the words of the pack. */
    readonly roles: readonly { readonly id: MemberRole; readonly words: BothLanguages; readonly least: number }[]
  }
  /** What members declared, to be read by whoever appoints. */
  readonly conflicts: readonly {
    readonly name: string
    readonly relation: 'tutor' | 'docente' | 'datore' | 'parente' | 'dichiarato'
    readonly reason: string
    readonly at: string
  }[]
  /** Sittings that went on without the person. */
  readonly leftOut: readonly {
    readonly actNumber: string
    readonly why: 'assente' | 'rinuncia' | 'conflitto' | 'atto'
    readonly at: string
    readonly reason?: string
  }[]
  /** Acts of appointment that were revoked, the oldest first. */
  readonly earlier: readonly {
    readonly commissionId: string
    readonly actNumber: string
    readonly appointedAt: string
    readonly revokedBy: string
    readonly revokedAt: string
    readonly reason: string
    readonly replacedBy?: string
  }[]
  readonly appointed?: {
    readonly commissionId: string
    /** Papers of the commission that are there by now. */
    readonly papers: readonly CommissionPaper[]
    /** The candidate's call to the exam, among the documents of the case. */
    readonly convocationId?: string
    /** How many people the commission hears. */
    readonly heard: number
    /** Why somebody sits of whom the rules asked for a reason. */
    readonly reasons: readonly { readonly name: string; readonly reason: string }[]
    readonly actNumber: string
    readonly appointedAt: string
    readonly sittingPlannedAt: string
    readonly sittingState: SittingState
    readonly place: string
    readonly members: readonly { readonly name: string; readonly role: string; readonly reachable: boolean }[]
  }
}

export interface Appointment {
  readonly members: readonly { readonly expertId: string; readonly role: MemberRole }[]
  readonly reasons?: readonly { readonly expertId: string; readonly reason: string }[]
  readonly actNumber: string
  readonly sittingPlannedAt: string
  readonly place: string
}

export interface RequestList extends Paged<RequestLine> {
  /** How many wait for a commission, whatever the list shows. */
  readonly waiting: number
}

export function readRequests(query: URLSearchParams): Promise<RequestList> {
  return read(`/api/commission-requests?${query}`)
}

export function readRequest(id: string): Promise<RequestView> {
  return read(`/api/commission-requests/${id}`)
}

export function appoint(id: string, body: Appointment, key: string): Promise<unknown> {
  return write({ path: `/api/commission-requests/${id}/appoint`, body, key })
}

export function revokeAppointment(commissionId: string, body: { actNumber: string; reason: string }, key: string): Promise<unknown> {
  return write({ path: `/api/appointments/${commissionId}/revoke`, body, key })
}

export function replaceAppointment(commissionId: string, body: Appointment & { reason: string }, key: string): Promise<unknown> {
  return write({ path: `/api/appointments/${commissionId}/replace`, body, key })
}

/** What speaks against a sitting that begins then; that the person is called to another exam forbids it. */
export interface HourFound {
  readonly called: boolean
  readonly dayOff: boolean
  readonly noticeDays?: number
}

export function readHour(id: string, at: string): Promise<HourFound> {
  return read<HourFound>(`/api/commission-requests/${id}/hour?at=${encodeURIComponent(at)}`)
}
