import type { VerificationResult } from '../../../credential/verify/check.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { csvCell } from './csv-cell.ts'

interface Judged {
  readonly fileName?: string
  readonly result: VerificationResult
}

/** Saves what was found as JSON: the verdict, every check, as of when. Made here; nothing is sent. */
export function downloadReport(result: VerificationResult): void {
  const content = new Blob([JSON.stringify(result, null, 2)], { type: 'application/json' })
  saveFile({ name: `verifica-${stamp(result.asOf)}.json`, content })
}

/** One line a document, for a personnel office's sheet; the last cell is the row, counted from 1, of the same act in another form. */
export function downloadCsv(judged: readonly Judged[], same: readonly (number | undefined)[]): void {
  const lines = judged.map(({ fileName, result }, index) => [
    fileName ?? '',
    result.credential?.holder.name ?? '',
    result.credential?.title ?? '',
    result.credential?.number ?? '',
    result.verdict,
    result.recognition ?? '',
    result.checks.find(({ outcome, required }) => outcome === 'failed' || (outcome === 'not-checked' && required))?.reason ?? '',
    result.asOf,
    same[index] === undefined ? '' : String(same[index] + 1),
    (result.contained ?? []).map(({ verdict, credential }) => `${verdict}: ${credential?.title ?? '—'}`).join(' | '),
  ])
  const rows = [
    ['file', 'persona', 'titolo', 'numero', 'esito', 'ente riconosciuto', 'motivo', 'al', 'stesso attestato della riga', 'contiene'],
    ...lines,
  ]
  const text = rows.map((row) => row.map(csvCell).join(';')).join('\r\n')
  const content = new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv;charset=utf-8' })
  saveFile({ name: `verifiche-${stamp(judged[0]?.result.asOf ?? '')}.csv`, content })
}

function stamp(asOf: string): string {
  return asOf.replaceAll(/[^0-9]/g, '').slice(0, 14)
}
