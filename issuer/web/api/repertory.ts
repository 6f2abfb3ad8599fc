import type { Localized } from '../in-language.ts'
import { read, write } from './client.ts'

export type ReleaseKind = 'qrsp' | 'atlante'
type Counts = Readonly<Record<string, number>>

export interface Release {
  readonly id: string
  readonly kind: ReleaseKind
  readonly name: string
  readonly validFrom: string
  readonly uploader: string
  readonly uploadedAt: string
  readonly counts: Counts
  /** Whoever uploaded it does not accept it. */
  readonly own: boolean
  readonly decision?: 'accepted' | 'refused'
  readonly decider?: string
  readonly decidedAt?: string
  readonly decisionReason?: string
}

interface Named {
  readonly id: string
  readonly name: string
}

export interface RowsDiff {
  readonly new: readonly Named[]
  readonly gone: readonly Named[]
  readonly changed: readonly (Named & {
    readonly fields: readonly string[]
    /** From what to what, for fields that are no lists; empty where nothing stood or stands. */
    readonly values: readonly { readonly field: string; readonly language?: string; readonly was: string; readonly is: string }[]
    readonly came: readonly string[]
    readonly went: readonly string[]
  })[]
}

export interface ReleaseView extends Release {
  /** By the sort of row. */
  readonly diff: Readonly<Record<string, RowsDiff>>
}

export interface Releases {
  readonly inForce: { readonly name: string; readonly counts: Counts; readonly note?: Localized }
  readonly items: readonly Release[]
}

export const readReleases = (kind: ReleaseKind): Promise<Releases> => read(`/api/repertory/releases?kind=${kind}`)
/** What holds today, as a file to change and put in again. */
export const inForceHref = (kind: ReleaseKind, format: 'csv' | 'json') => `/api/repertory/in-force?kind=${kind}&format=${format}`
export const readRelease = (id: string): Promise<ReleaseView> => read(`/api/repertory/releases/${id}`)

export function uploadRelease(
  release: { readonly kind: ReleaseKind; readonly name: string; readonly validFrom: string; readonly content: string },
  key: string,
): Promise<{ readonly id: string }> {
  return write({ path: '/api/repertory/releases', body: release, key })
}

export function acceptRelease(id: string, key: string): Promise<unknown> {
  return write({ path: `/api/repertory/releases/${id}/accept`, key })
}

export function refuseRelease(id: string, reason: string, key: string): Promise<unknown> {
  return write({ path: `/api/repertory/releases/${id}/refuse`, body: { reason }, key })
}
