import type { SealView, VerificationResult } from '../credential/verify/check.ts'

/**
 * The seal of a document that is in order, where nobody whom the reader trusts knows what its owner may issue: true, and not yet a
 * certificate that one may count on. It never looks like a recognised one.
 */
export function onlySealed({
  verdict,
  recognition,
  credential,
}: Pick<VerificationResult, 'verdict' | 'recognition' | 'credential'>): SealView | undefined {
  return verdict === 'valid' && recognition !== 'passed' ? credential?.seal : undefined
}
