import { read, write } from './client.ts'
import type { BothLanguages } from './commission-requests.ts'

export interface ExpertsAsked {
  readonly words?: string
  readonly sector?: string
  readonly section?: string
  readonly freeOn?: string
  readonly retired?: boolean
  readonly page?: number
}

export interface ExpertsPage {
  readonly total: number
  readonly pages: number
  readonly items: readonly {
    readonly id: string
    readonly name: string
    readonly sectors: readonly string[]
    readonly sections: readonly string[]
    readonly roles: readonly string[]
    readonly employer?: string
    readonly retiredOn?: string
    readonly reachable: boolean
    /** Sittings still to come. */
    readonly sittings: number
  }[]
}

export interface RosterChoices {
  /** Logins of members that are nobody of the roster yet. */
  readonly logins: readonly { readonly id: string; readonly name: string; readonly email?: string }[]
  readonly sectors: readonly string[]
  readonly sections: readonly string[]
  readonly roles: readonly { readonly id: string; readonly it: string; readonly en: string }[]
  readonly bodies: readonly { readonly id: string; readonly name: string }[]
}

export interface ExpertView {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly taxCode: string
  readonly sectors: readonly string[]
  readonly sections: readonly string[]
  readonly roles: readonly string[]
  readonly employer?: { readonly id: string; readonly name: string }
  readonly enrolled?: { readonly on: string; readonly actNumber: string }
  readonly retired?: { readonly on: string; readonly actNumber: string }
  /** The name that the person's login has. */
  readonly login?: { readonly name: string }
  readonly reachable: boolean
  readonly ties: readonly {
    readonly id: string
    readonly relation: string
    readonly with: string
    readonly from?: string
    readonly until?: string
  }[]
  readonly absences: readonly { readonly id: string; readonly from: string; readonly until: string }[]
  readonly sittings: readonly {
    readonly id: string
    readonly plannedAt: string
    readonly place: string
    readonly state: string
    readonly role: string
    readonly actNumber: string
  }[]
}

export interface ExpertEntry {
  readonly name: string
  readonly sectors: readonly string[]
  readonly sections: readonly string[]
  readonly roles: readonly string[]
  readonly employerId?: string
}

export interface Matrix {
  readonly sectors: readonly string[]
  readonly candidates: readonly { readonly requestId: string; readonly name: string; readonly body: string; readonly sector: string }[]
  readonly candidatePages: number
  readonly expertPages: number
  readonly experts: readonly {
    readonly id: string
    readonly name: string
    readonly sectors: readonly string[]
    readonly cells: readonly {
      readonly requestId: string
      readonly verdict: 'blocks' | 'asks-reason' | 'free'
      readonly why?: BothLanguages
    }[]
  }[]
}

export function searchExperts(asked: ExpertsAsked): Promise<ExpertsPage> {
  return write({ path: '/api/experts/search', body: asked, key: crypto.randomUUID() })
}

export function readMatrix(asked: { sector?: string; candidatePage: number; expertPage: number }): Promise<Matrix> {
  return write({ path: '/api/experts/conflicts', body: asked, key: crypto.randomUUID() })
}

export function readChoices(): Promise<RosterChoices> {
  return read('/api/experts/choices')
}

export function readExpert(id: string): Promise<ExpertView> {
  return read(`/api/experts/${id}`)
}

export function addExpert(body: { entry: ExpertEntry; taxCode: string; actNumber: string }, key: string): Promise<{ id: string }> {
  return write({ path: '/api/experts', body, key })
}

/** One change of an entry; answered with the entry as it then stands. */
export function changeExpert(id: string, name: string, body: Readonly<Record<string, unknown>>, key: string): Promise<ExpertView> {
  return write({ path: `/api/experts/${id}/${name}`, body, key })
}
