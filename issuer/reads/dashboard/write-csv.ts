import type { Language } from '../../../http/page/language.ts'
import { csvLine } from '../csv-line.ts'
import type { Split } from './splits.ts'

const HEADS = {
  it: ['voce', 'attività avviate', 'attestati rilasciati'],
  en: ['item', 'activities started', 'certificates released'],
} as const

/** A split as RFC 4180 CSV. */
export function writeSplitCsv({ split }: { readonly split: readonly Split[] }, language: Language): string {
  const rows = split.map(({ value, started, released }) => [value, started, released])
  return `\uFEFF${[HEADS[language], ...rows].map(csvLine).join('\r\n')}\r\n`
}
