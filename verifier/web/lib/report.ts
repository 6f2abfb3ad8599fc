import { crypto } from '#crypto'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { explain } from '../../../ui/explain.ts'
import { decidingOf, headlineOf, VERDICT_WORDS } from '../../../ui/headline.ts'
import { onlySealed } from '../../../ui/only-sealed.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { t } from '../messages.ts'
import { csvCell } from './csv-cell.ts'

interface Judged {
  readonly fileName?: string
  readonly result: VerificationResult
}

export interface Batch {
  readonly judged: readonly Judged[]
  /** Of each, the place of the first one that is the same act. */
  readonly same: readonly (number | undefined)[]
  /** Of each, the places of those whose act it contains. */
  readonly inside: readonly (readonly number[])[]
}

/** Saves what was found as JSON: the verdict, every check, as of when, and of which file. Made here; nothing is sent. */
export function downloadReport(result: VerificationResult, file?: Uint8Array): void {
  const content = new Blob([JSON.stringify(reportOf(result, file), null, 2)], { type: 'application/json' })
  saveFile({ name: `verifica-${stamp(result.asOf)}.json`, content })
}

/**
 * The file is told by its SHA-256, as `sha256sum` writes it, and its size. Not by its name: that is whatever somebody called it, often a
 * person's name, proves nothing, and a report is made to be passed on.
 */
export function reportOf(result: VerificationResult, file?: Uint8Array): object {
  return file === undefined ? result : { file: { sha256: hex(crypto.sha256(file)), bytes: file.length }, ...result }
}

/** One line a document, for a personnel office's sheet, in the words of the screen. */
export async function downloadCsv(batch: Batch): Promise<void> {
  const content = new Blob([`\uFEFF${await csvOf(batch)}`], { type: 'text/csv;charset=utf-8' })
  saveFile({ name: `verifiche-${stamp(batch.judged[0]?.result.asOf ?? '')}.csv`, content })
}

export async function csvOf({ judged, same, inside }: Batch): Promise<string> {
  const heading = [
    t('many.row'),
    t('many.file'),
    t('many.person'),
    t('many.document'),
    t('verdict.number'),
    t('many.verdict'),
    t('many.recognised'),
    t('many.reason'),
    t('many.asOf'),
    t('many.sameRow'),
    t('many.holdsRow'),
    t('verdict.containedHeading'),
  ]
  const lines = judged.map(async ({ fileName, result }, index) => [
    String(index + 1),
    fileName ?? '',
    result.credential?.holder.name ?? '',
    result.credential?.title ?? '',
    result.credential?.number ?? '',
    wordOf(result),
    result.recognition === undefined ? '' : t(`outcome.${result.recognition}`),
    await reasonOf(result),
    result.asOf,
    numbered(same[index] === undefined ? [] : [same[index]]),
    numbered(inside[index] ?? []),
    (result.contained ?? []).map((one) => `${wordOf(one)}: ${one.credential?.title ?? '—'}`).join(' | '),
  ])
  return [heading, ...(await Promise.all(lines))].map((row) => `${row.map(csvCell).join(';')}\r\n`).join('')
}

function wordOf(result: VerificationResult): string {
  return onlySealed(result) === undefined ? t(`state.${VERDICT_WORDS[result.verdict]}`) : t('verdict.onlySealed')
}

/** As `Reason.svelte` shows it. */
async function reasonOf(result: VerificationResult): Promise<string> {
  const { as } = headlineOf(result)
  if (as === 'only-sealed') return t('many.onlySealed.reason')
  if (as === 'nothing-shown') return t('verdict.nothingShown')
  const deciding = result.verdict === 'valid' ? undefined : decidingOf(result)
  return deciding === undefined ? '' : (await explain({ ...deciding, fallback: deciding.reason })).sentence
}

/** Rows are counted from 1. */
function numbered(places: readonly number[]): string {
  return places.map((place) => place + 1).join(', ')
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join('')
}

function stamp(asOf: string): string {
  return asOf.replaceAll(/[^0-9]/g, '').slice(0, 14)
}
