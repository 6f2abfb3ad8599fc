import type { Localized } from '../in-language.ts'
import { read, write } from './client.ts'
import type { Succession } from './corrections.ts'

export const REGISTER_STATES = ['valido', 'sospeso', 'annullato', 'sostituito'] as const
export type RegisterState = (typeof REGISTER_STATES)[number]
export type RegisterChange = 'suspend' | 'lift' | 'annul'

export interface RegisterLine {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly titleByLanguage: Localized
  readonly body: string
  readonly releasedAt: string
  readonly state: RegisterState
}

export interface RegisterListed extends RegisterLine {
  /** Number of the act that took its place. */
  readonly successor?: string
}

export interface RegisterPage {
  readonly items: readonly RegisterListed[]
  readonly total: number
  /** How many of each kind, the most frequent first. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[]
  readonly page: number
  readonly pages: number
}

export interface RegisterEntry extends RegisterLine, Succession {
  readonly digest: string
  readonly person: { readonly name: string }
  readonly case: { readonly id: string; readonly number: string }
  readonly standsOn: { readonly recognition: string; readonly chamber?: string; readonly appointment?: string; readonly minutes?: string }
  readonly changes: readonly {
    readonly word: RegisterState
    readonly since: string
    readonly reasonTitle: Localized
    readonly reason: string
    readonly by: string
    readonly successor?: string
    readonly actNumber?: string
    readonly actDate?: string
  }[]
  readonly reasons: readonly { readonly id: string; readonly words: readonly RegisterState[]; readonly it: string; readonly en: string }[]
  readonly mayChange: boolean
}

export function readRegister(asked: URLSearchParams): Promise<RegisterPage> {
  return read(`/api/register?${asked}`)
}

export function readRegisterEntry(id: string): Promise<RegisterEntry> {
  return read(`/api/register/${id}`)
}

export interface RegisterChangeInput {
  readonly confirmNumber: string
  readonly reasonClass: string
  readonly reason: string
  readonly act: { readonly number: string; readonly date: string }
}

export function changeEntry(id: string, change: RegisterChange, body: RegisterChangeInput, key: string): Promise<RegisterEntry> {
  return write({ path: `/api/register/${id}/${change}`, body, key })
}

/** The Region orders the body to put the act right. */
export function orderCorrection(id: string, body: Omit<RegisterChangeInput, 'reasonClass'>, key: string): Promise<RegisterEntry> {
  return write({ path: `/api/register/${id}/order-correction`, body, key })
}

/** @returns where the zip is to be fetched, within the hour */
export async function askAuditFile(caseId: string, body: { withEvidence: boolean; reason: string }, key: string): Promise<string> {
  const { id } = await write<{ id: string }>({ path: `/api/cases/${caseId}/audit-files`, body, key })
  return `/api/audit-files/${id}`
}
