import type { VerificationResult, VerifyInput } from '../../../credential/verify/check.ts'
import { walletConfig } from './config.ts'

/** Judges a document here, in this browser. The checks are loaded when the first document is there. */
export async function verify(input: VerifyInput): Promise<VerificationResult> {
  const [{ verifyDocument }, { trust, demo }] = await Promise.all([import('../../../credential/verify/index.ts'), walletConfig()])
  return verifyDocument(input, { now: new Date(), fetch: fetchForCheck, trust, limits: { allowLoopbackHttp: demo } })
}

/** Status lists and DIDs are public files: no cookies, no referrer, no redirects (security.md §2 rows 31, 36). */
function fetchForCheck(url: string, init?: { headers?: Record<string, string> }): Promise<Response> {
  return fetch(url, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error' })
}
