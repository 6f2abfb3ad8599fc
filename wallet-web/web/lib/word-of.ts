import type { VerificationResult } from '../../../credential/verify/check.ts'

const VERDICTS = { valid: 'valido', invalid: 'non valido', unverifiable: 'non verificabile' } as const

/** The word of a document as its last check left it; nothing is green that was not checked. */
export function wordOf(result: VerificationResult | undefined) {
  if (result === undefined) return 'non verificabile'
  const state = result.credential?.state?.word
  if (result.verdict === 'invalid' && state !== undefined && state !== 'valido') return state
  return VERDICTS[result.verdict]
}
