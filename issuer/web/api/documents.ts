import type { CommissionView } from './cases.ts'
import { read } from './client.ts'

export type DocumentForm = 'text' | 'sealed'

export interface DocumentView {
  readonly id: string
  readonly class: string
  readonly title: string
  readonly date: string
  readonly sealedBy?: string
  readonly case: { readonly id: string; readonly number: string; readonly person: { readonly name: string } }
  readonly commission?: CommissionView
  readonly lines?: readonly string[]
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
