import { language } from '../../../ui/i18n.ts'
import { read } from './client.ts'

export const DIMENSIONS = ['province', 'chamber', 'bodyKind', 'sector', 'eqf', 'month', 'context'] as const
export type Dimension = (typeof DIMENSIONS)[number]
export const ANOMALIES = ['not-registered', 'not-released', 'never-sat', 'late'] as const
export type AnomalyKind = (typeof ANOMALIES)[number]
export const STRANGE_ORDERS = ['ritardo', 'numero', 'ente', 'provincia'] as const

export interface Figures {
  readonly bodies: number
  readonly started: number
  readonly commissions: number
  readonly released: number
}

/** The published figures for one value. */
export interface Split extends Figures {
  readonly value: string
}

export interface Rating {
  readonly answers: number
  readonly explained: number
  readonly helped: number
}

export interface Ratings {
  /** Whole months, `YYYY-MM`. */
  readonly from: string
  readonly until: string
  readonly bodies: readonly (Rating & { readonly body: string; readonly phases: readonly (Rating & { readonly phase: string })[] })[]
  readonly phases: readonly (Rating & { readonly phase: string })[]
  readonly months: readonly (Rating & { readonly phase: string; readonly month: string })[]
}

export interface Dashboard {
  readonly period: { readonly from: string; readonly until: string }
  readonly by: Dimension
  readonly figures: { readonly now: Figures; readonly before: Figures }
  readonly split: readonly Split[]
  readonly provinces: readonly Split[]
  readonly durations: readonly { readonly phase: string; readonly ended: number; readonly medianDays?: number; readonly stopped: number }[]
  readonly ratings: Ratings
  /** How many open cases were looked at. */
  readonly watched: number
  readonly anomalies: readonly { readonly id: AnomalyKind; readonly count: number; readonly daysLate: number }[]
}

export interface DashboardAsked {
  readonly from: string
  readonly until: string
  readonly by: string
}

const queryOf = (asked: object) => new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''))

export function readDashboard(asked: DashboardAsked): Promise<Dashboard> {
  return read(`/api/dashboard?${queryOf(asked)}`)
}

/** A file that a link takes away is in the language of the page. */
export const dashboardCsv = (asked: DashboardAsked) => `/api/dashboard.csv?${queryOf({ ...asked, lingua: language() })}`
export const dashboardXlsx = ({ from, until }: DashboardAsked) => `/api/dashboard.xlsx?${queryOf({ from, until, lingua: language() })}`

export interface StrangeCase {
  readonly caseId: string
  readonly kind: AnomalyKind
  readonly number: string
  readonly state: string
  readonly stateWord: string
  readonly province: string
  readonly body: string
  readonly since: string
  readonly due: string
  readonly daysLate: number
}

export interface StrangePage {
  readonly items: readonly StrangeCase[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

/** One page of the cases in which something should not be so. */
export function readStrangeCases(asked: URLSearchParams): Promise<StrangePage> {
  return read(`/api/anomalies?${asked}`)
}

export interface SupervisedCase {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly stateWord: string
  readonly province: string
  readonly body: { readonly id: string; readonly name: string }
  readonly chamber?: string
  readonly rulePack: { readonly id: string; readonly version: string; readonly title: { readonly it: string; readonly en: string } }
  readonly steps: readonly { readonly state: string; readonly stateWord: string; readonly at: string }[]
  readonly anomalies: readonly { readonly kind: AnomalyKind; readonly due: string; readonly daysLate: number }[]
}

export function readSupervisedCase(id: string): Promise<SupervisedCase> {
  return read(`/api/cases/${id}/supervision`)
}
