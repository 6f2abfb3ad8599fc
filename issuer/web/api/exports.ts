import { read, write } from './client.ts'

export interface ExportTarget {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly version: string
  readonly columns: readonly { readonly name: string; readonly it: string }[]
}

export type Outcome = 'accepted' | 'already' | 'duplicate' | 'mismatch' | 'unknown' | 'refused'

export interface LineOutcome {
  readonly line: number
  readonly outcome: Outcome
  readonly caseId?: string
  readonly caseNumber?: string
  readonly body?: string
  readonly number?: string
  readonly code?: string
}

export interface ExportRun {
  readonly id: string
  readonly targetName: string
  readonly format: string
  readonly from: string
  readonly until: string
  readonly madeAt: string
  readonly by: string
  readonly records: number
  readonly waiting: number
  /** Whether its file can still be fetched. */
  readonly kept: boolean
  readonly problems: readonly {
    readonly caseId: string
    readonly caseNumber: string
    /** Missing in those of before it was kept. */
    readonly body?: string
    readonly field: string
    readonly problem: 'missing' | 'form' | 'annulled' | 'suspended'
  }[]
  readonly returns: readonly { readonly at: string; readonly outcomes: readonly LineOutcome[] }[]
}

export interface ExportPage {
  readonly items: readonly ExportRun[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

export async function readTargets(): Promise<readonly ExportTarget[]> {
  return (await read<{ items: ExportTarget[] }>('/api/exports/targets')).items
}

export function readExports(page: number): Promise<ExportPage> {
  return read(`/api/exports?page=${page}`)
}

export function makeExport(
  input: { readonly target: string; readonly format: string; readonly from: string; readonly until: string },
  key: string,
): Promise<{ readonly id: string }> {
  return write({ path: '/api/exports', body: input, key })
}

export const exportFile = (id: string) => `/api/exports/${id}/file`
export const targetSchema = (id: string) => `/api/exports/targets/${id}`

/** Reads a file that came back; `write` keeps the numbers that were accepted. */
export async function readReturn(id: string, content: string, writes: boolean, key: string): Promise<readonly LineOutcome[]> {
  return (await write<{ outcomes: LineOutcome[] }>({ path: `/api/exports/${id}/returns`, body: { content, write: writes }, key })).outcomes
}
