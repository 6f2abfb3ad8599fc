import type { VerificationResult, VerifyInput } from '../../../credential/verify/check.ts'
import { walletConfig } from './config.ts'

/** A registry that is silent for this long is one that does not answer. */
const PATIENCE_MS = 10_000

/** Judges a document here, in this browser. The checks are loaded when the first document is there. */
export async function verify(input: VerifyInput): Promise<VerificationResult> {
  const [{ verifyDocument }, { trust, demo }] = await Promise.all([import('../../../credential/verify/index.ts'), walletConfig()])
  return verifyDocument(input, {
    now: new Date(),
    fetch: fetchForCheck(AbortSignal.timeout(PATIENCE_MS)),
    trust,
    limits: { allowLoopbackHttp: demo },
  })
}

/** Status lists and DIDs are public files: no cookies, no referrer, no redirects (security.md §2 rows 31, 36). */
const fetchForCheck = (signal: AbortSignal) => (url: string, init?: { headers?: Record<string, string> }) =>
  fetch(url, { ...init, signal, credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error' })
