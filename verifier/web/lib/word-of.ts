import type { Verdict } from '../../../credential/verify/check.ts'

const WORDS = { valid: 'valido', invalid: 'non valido', unverifiable: 'non verificabile' } as const

/** The word that a verdict is shown with; never another colour than its own. */
export function wordOf(verdict: Verdict): (typeof WORDS)[Verdict] {
  return WORDS[verdict]
}
