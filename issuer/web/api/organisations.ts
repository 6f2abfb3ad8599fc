import { read, write } from './client.ts'

export const ORGANISATION_STATES = ['in-vigore', 'in-scadenza', 'futura', 'finita', 'nessuna'] as const
export const ORGANISATION_KINDS = ['body', 'cpi', 'ets', 'chamber', 'department'] as const
export const ORGANISATION_ORDERS = ['nome', 'provincia', 'scadenza', 'rilasciati'] as const
export const KINDS_OF_ACT = ['trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'] as const

export interface OrganisationLine {
  readonly id: string
  readonly name: string
  readonly kind: (typeof ORGANISATION_KINDS)[number]
  readonly province?: string
  readonly state: (typeof ORGANISATION_STATES)[number]
  readonly until?: string
  readonly released: number
  readonly recognitions: readonly {
    readonly action: string
    readonly scopes: readonly string[]
    readonly actNumber: string
    readonly actDate: string
    readonly from: string
    readonly until?: string
    /** In force today. */
    readonly standing: boolean
  }[]
}

export interface OrganisationPage {
  readonly items: readonly OrganisationLine[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

export interface RecognitionView {
  readonly id: string
  readonly action: 'issue' | 'appoint'
  readonly scopes: readonly string[]
  readonly actNumber: string
  readonly actDate: string
  readonly from: string
  readonly until?: string
  readonly state: 'in-vigore' | 'futura' | 'finita' | 'ritirata'
  /** In force today; one that is withdrawn from a later day still is. */
  readonly standing: boolean
  readonly withdrawn?: { readonly at: string; readonly actNumber: string; readonly actDate: string; readonly reason?: string }
  readonly acts: number
}

export interface OrganisationView {
  readonly id: string
  readonly slug: string
  readonly did: string
  readonly name: string
  readonly kind: (typeof ORGANISATION_KINDS)[number]
  readonly province?: string
  readonly email?: string
  readonly legalBasis: string
  readonly people: number
  readonly hasKey: boolean
  readonly recognitions: readonly RecognitionView[]
}

/** One page of those whom this Region recognises. */
export function readOrganisations(asked: URLSearchParams): Promise<OrganisationPage> {
  return read(`/api/organisations?${asked}`)
}

export function readOrganisation(id: string): Promise<OrganisationView> {
  return read(`/api/organisations/${id}`)
}

export interface NewOrganisation {
  readonly slug: string
  readonly kind: string
  readonly name: string
  readonly legalBasis: string
  readonly province: string
  readonly email?: string
}

export function registerOrganisation(organisation: NewOrganisation, key: string): Promise<{ readonly id: string }> {
  return write({ path: '/api/organisations', body: organisation, key })
}

export function giveKey(id: string, key: string): Promise<OrganisationView> {
  return write({ path: `/api/organisations/${id}/key`, body: {}, key })
}

export interface NewRecognition {
  readonly action: 'issue' | 'appoint'
  readonly scopes: readonly string[]
  readonly act: { readonly number: string; readonly date: string }
  readonly from: string
  readonly until?: string
}

export function recogniseOrganisation(id: string, recognition: NewRecognition, key: string): Promise<unknown> {
  return write({ path: `/api/organisations/${id}/recognise`, body: recognition, key })
}

export interface Withdrawal {
  readonly recognitionId: string
  readonly act: { readonly number: string; readonly date: string }
  /** First day on which it is in force no more. */
  readonly from: string
  readonly reason: string
}

export function withdrawRecognition(id: string, withdrawal: Withdrawal, key: string): Promise<OrganisationView> {
  return write({ path: `/api/organisations/${id}/withdraw`, body: withdrawal, key })
}
