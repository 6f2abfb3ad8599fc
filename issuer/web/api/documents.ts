import type { Localized } from '../in-language.ts'
import type { CommissionView } from './cases.ts'
import { read } from './client.ts'
import type { SignedMinutes } from './sittings.ts'

export type DocumentForm = 'text' | 'sealed' | 'pdf'

export interface DocumentView {
  readonly id: string
  readonly class: string
  readonly titleByLanguage: Localized
  readonly date: string
  readonly sealedBy?: string
  readonly case: {
    readonly id: string
    readonly number: string
    readonly person: { readonly name: string }
    readonly state: string
    readonly body: string
  }
  readonly commission?: CommissionView
  readonly lines?: readonly string[]
  readonly content?: Readonly<Record<'it' | 'en', readonly { readonly heading: string; readonly lines: readonly string[] }[]>>
  readonly signed?: SignedMinutes
  readonly sealed?: { readonly header: object; readonly payload: object }
  readonly forms: readonly DocumentForm[]
}

export interface DocumentAddress {
  readonly caseId: string
  readonly documentId: string
}

export function readDocument({ caseId, documentId }: DocumentAddress): Promise<DocumentView> {
  return read(`/api/cases/${caseId}/documents/${documentId}`)
}

/** Address of the file, for a download link. */
export function documentFile({ caseId, documentId }: DocumentAddress, form: DocumentForm): string {
  return `/api/cases/${caseId}/documents/${documentId}/${form}`
}
