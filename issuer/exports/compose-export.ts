import type { ExportRecord } from './record.ts'
import { type ExportTarget, shapeOf } from './target.ts'

export interface FieldProblem {
  readonly caseId: string
  readonly caseNumber: string
  readonly body: string
  /** Column of the file; empty where the whole case is left out. */
  readonly field: string
  readonly problem: 'missing' | 'form' | 'annulled' | 'suspended'
}

export interface ComposedExport {
  readonly content: string
  readonly included: readonly string[]
  readonly problems: readonly FieldProblem[]
}

export interface ComposeInput {
  readonly target: ExportTarget
  readonly format: 'csv' | 'json'
  readonly period: { readonly from: string; readonly until: string }
  readonly records: readonly ExportRecord[]
}

/** A file that its schema accepts; a case that would not be accepted is left out and named, field by field. */
export function composeExport({ target, format, period, records }: ComposeInput): ComposedExport {
  const shape = shapeOf(target)
  const rows: Record<string, string>[] = []
  const included: string[] = []
  const problems: FieldProblem[] = []
  for (const record of records) {
    const row = Object.fromEntries(target.columns.map(({ name, from }) => [name, record[from]]))
    const judged = shape.safeParse(row)
    if (judged.success) {
      rows.push(row)
      included.push(record.caseId)
      continue
    }
    for (const field of new Set(judged.error.issues.map(({ path }) => String(path[0])))) {
      const problem = row[field] === '' ? 'missing' : 'form'
      problems.push({ caseId: record.caseId, caseNumber: record.caseNumber, body: record.body, field, problem })
    }
  }
  const content =
    format === 'csv'
      ? writeCsv(
          target.columns.map(({ name }) => name),
          rows,
        )
      : `${JSON.stringify({ formato: target.id, versione: target.version, dal: period.from, al: period.until, pratiche: rows }, null, 2)}\n`
  return { content, included, problems }
}

/** RFC 4180; the shapes let nothing through that a spreadsheet would run. */
function writeCsv(names: readonly string[], rows: readonly Record<string, string>[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}
