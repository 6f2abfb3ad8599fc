import type { VerificationResult } from '../../../credential/verify/check.ts'

/** What a document that is not valid is to its owner: each has its own advice (`advice.*`), which names the body to ask. */
export type Advice = 'annullato' | 'sospeso' | 'sostituito' | 'ended' | 'copy' | 'invalid' | 'unverifiable'

/**
 * The owner's side of a verdict: not whether to rely on it, but what it means and whom to ask. A body must give the reasons of an
 * act and say how it can be appealed (L. 241/1990 art. 3).
 */
export function adviceOf({ verdict, checks, credential }: VerificationResult): Advice | undefined {
  if (verdict === 'valid') return undefined
  if (verdict === 'unverifiable') return 'unverifiable'
  const failed = checks.find(({ outcome }) => outcome === 'failed')
  const word = credential?.state?.word
  if (failed?.id === 'status' && word !== undefined && word !== 'valido') return word
  if (failed?.code === 'validity.ended') return 'ended'
  return failed?.code === 'freshness.expired' ? 'copy' : 'invalid'
}
