import { read, write } from './client.ts'

export interface Release {
  readonly id: string
  readonly name: string
  readonly validFrom: string
  readonly uploader: string
  readonly uploadedAt: string
  readonly profiles: number
  readonly competences: number
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
    readonly came: readonly string[]
    readonly went: readonly string[]
  })[]
}

export interface ReleaseView extends Release {
  readonly diff: { readonly profiles: RowsDiff; readonly competences: RowsDiff }
}

export interface Releases {
  readonly inForce: { readonly name: string; readonly profiles: number; readonly competences: number }
  readonly items: readonly Release[]
}

export const readReleases = (): Promise<Releases> => read('/api/repertory/releases')
export const readRelease = (id: string): Promise<ReleaseView> => read(`/api/repertory/releases/${id}`)

export function uploadRelease(
  release: { readonly name: string; readonly validFrom: string; readonly content: string },
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
