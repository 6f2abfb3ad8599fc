import type { Who } from '../person-problem.ts'
import { type Paged, read, write } from './client.ts'

export const VOLUNTEER_STANDINGS = ['raggiunte', 'non-ancora'] as const
export const VOLUNTEER_ORDERS = ['nome', 'ore', 'recenti'] as const

export interface Rule {
  readonly hours: number
  readonly months: number
  readonly act: string
  readonly workingDefault: boolean
}

export interface Window {
  readonly from: string
  readonly until: string
  readonly minutes: number
}

export interface Standing {
  readonly reached?: Window
  readonly recent: Window
}

export interface VolunteerLine extends Standing {
  readonly id: string
  readonly name: string
  readonly demo: boolean
  readonly lastDay?: string
}

export interface VolunteersPage extends Paged<VolunteerLine> {
  readonly rule: Rule
}

export interface HoursLine {
  readonly id: string
  readonly from: string
  readonly until: string
  readonly minutes: number
  readonly activity: string
  readonly by: string
  readonly at: string
  readonly imported: boolean
  readonly back?: { readonly at: string; readonly by: string }
}

export interface VolunteerView extends Standing {
  readonly id: string
  readonly name: string
  readonly birthDate: string
  readonly taxCode: string
  readonly today: string
  readonly rule: Rule
  readonly hours: Paged<HoursLine>
  readonly statements: readonly { readonly id: string; readonly number: string; readonly asked: string; readonly at: string }[]
  readonly cases: readonly { readonly id: string; readonly number: string; readonly state: string }[]
}

export interface VolunteersAsked {
  readonly words: string
  readonly standing?: string
  readonly order?: string
  readonly page: number
}

export function searchVolunteers(asked: VolunteersAsked): Promise<VolunteersPage> {
  return write({ path: '/api/volunteers/search', body: asked, key: crypto.randomUUID() })
}

export function readVolunteer(id: string, page: number): Promise<VolunteerView> {
  return read(`/api/volunteers/${id}${page > 1 ? `?page=${page}` : ''}`)
}

export function addVolunteer(body: Who, key: string): Promise<{ id: string }> {
  return write({ path: '/api/volunteers', body, key })
}

/** One change of a volunteer, by its name at the service. */
export function changeVolunteer<Answer>(id: string, name: string, body: unknown, key: string): Promise<Answer> {
  return write({ path: `/api/volunteers/${id}/${name}`, body, key })
}

export const statementFile = (id: string, statementId: string) => `/api/volunteers/${id}/statements/${statementId}`

export const COLUMNS = ['taxCode', 'familyName', 'givenName', 'birthDate', 'from', 'until', 'hours', 'activity'] as const
export type Column = (typeof COLUMNS)[number]
export type Cells = Record<Column, string>

export interface ImportLine {
  readonly id: string
  readonly at: string
  readonly by: string
  /** Lines that wait, that are in the register, that were left out. */
  readonly open: number
  readonly taken: number
  readonly aside: number
}

export interface WrongLine {
  readonly line: number
  readonly cells: Readonly<Cells>
  readonly problems: readonly { readonly column: Column; readonly code: string; readonly sentence: string; readonly next: string }[]
}

export interface ImportView extends ImportLine {
  readonly ready: { readonly lines: number; readonly people: number }
  /** Lines that the register has already. */
  readonly there: number
  readonly wrong: Paged<WrongLine>
}

export function readImports(page: number): Promise<Paged<ImportLine>> {
  return read(`/api/volunteer-imports${page > 1 ? `?page=${page}` : ''}`)
}

export function readImport(id: string, page: number): Promise<ImportView> {
  return read(`/api/volunteer-imports/${id}${page > 1 ? `?page=${page}` : ''}`)
}

export function loadImport(content: string, key: string): Promise<{ id: string; before: boolean }> {
  return write({ path: '/api/volunteer-imports', body: { content }, key })
}

export function changeImport<Answer>(id: string, name: 'mend' | 'aside' | 'accept', body: unknown, key: string): Promise<Answer> {
  return write({ path: `/api/volunteer-imports/${id}/${name}`, body, key })
}
