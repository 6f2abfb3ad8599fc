import type { Language } from '../../../http/page/language.ts'
import { csvLine } from '../csv-line.ts'
import type { Dimension, Split } from './splits.ts'
import { DIMENSION_WORDS, FIGURES, HEAD_WORDS, valueWords } from './words.ts'

/** A split as RFC 4180 CSV. */
export function writeSplitCsv({ by, split }: { readonly by: Dimension; readonly split: readonly Split[] }, language: Language): string {
  const heads = [DIMENSION_WORDS[by][language], ...FIGURES.map((figure) => HEAD_WORDS[figure][language])]
  const rows = split.map((part) => [valueWords(by, part.value, language), ...FIGURES.map((figure) => part[figure])])
  return `\uFEFF${[heads, ...rows].map(csvLine).join('\r\n')}\r\n`
}
