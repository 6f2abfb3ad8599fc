import type { VerificationResult, VerifyInput } from '../../../credential/verify/check.ts'
import { walletConfig } from './config.ts'

/** Registries that are silent for so long, all together, do not answer. */
const PATIENCE_MS = 10_000

/** Judges a document here, in this browser. The checks are loaded when the first document is there. */
export async function verify(input: VerifyInput): Promise<VerificationResult> {
  const [{ verifyDocument }, { trust, demo }] = await Promise.all([import('../../../credential/verify/index.ts'), walletConfig()])
  return verifyDocument(input, { now: new Date(), fetch: fetchForCheck(), trust, limits: { allowLoopbackHttp: demo } })
}

/**
 * Status lists and DIDs are public files: no cookies, no referrer, no redirects (security.md §2 rows 31, 36). Only waiting is counted: an old
 * telephone may need as long for its own work.
 */
function fetchForCheck() {
  let left = PATIENCE_MS
  return async (url: string, init?: { headers?: Record<string, string> }) => {
    const began = performance.now()
    try {
      const signal = AbortSignal.timeout(Math.max(0, left))
      return await fetch(url, { ...init, signal, credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error' })
    } finally {
      left -= performance.now() - began
    }
  }
}
