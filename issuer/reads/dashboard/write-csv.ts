import type { Language } from '../../../http/page/language.ts'
import type { Split } from './splits.ts'

const HEADS = {
  it: ['voce', 'attività avviate', 'attestati rilasciati'],
  en: ['item', 'activities started', 'certificates released'],
} as const

/** A split as RFC 4180 CSV. A value that a spreadsheet would take for a formula is kept a text (OWASP, CSV injection). */
export function writeSplitCsv({ split }: { readonly split: readonly Split[] }, language: Language): string {
  const rows = split.map(({ value, started, released }) => [value, started, released])
  return `\uFEFF${[HEADS[language], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
