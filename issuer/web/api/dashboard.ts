import { read } from './client.ts'

export const DIMENSIONS = ['province', 'chamber', 'bodyKind', 'sector', 'eqf', 'month', 'context'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export interface Figures {
  readonly bodies: number
  readonly started: number
  readonly commissions: number
  readonly released: number
}

export interface Dashboard {
  readonly period: { readonly from: string; readonly until: string }
  readonly by: Dimension
  readonly figures: { readonly now: Figures; readonly before: Figures }
  readonly split: readonly { readonly value: string; readonly started: number; readonly released: number }[]
  readonly durations: readonly { readonly phase: string; readonly ended: number; readonly medianDays?: number; readonly stopped: number }[]
  readonly ratings: readonly { readonly body: string; readonly answers: number; readonly explained: number; readonly helped: number }[]
  readonly anomalies: readonly {
    readonly id: 'not-released' | 'never-sat' | 'late' | 'not-registered'
    readonly count: number
    readonly cases: readonly { readonly number: string; readonly body: string; readonly since: string }[]
  }[]
}

export interface DashboardAsked {
  readonly from: string
  readonly until: string
  readonly by: string
}

const queryOf = (asked: DashboardAsked) => new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''))

export function readDashboard(asked: DashboardAsked): Promise<Dashboard> {
  return read(`/api/dashboard?${queryOf(asked)}`)
}

export const dashboardCsv = (asked: DashboardAsked) => `/api/dashboard.csv?${queryOf(asked)}`
