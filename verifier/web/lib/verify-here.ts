import type { AccreditationSource } from '../../../credential/edc/index.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { isTooOld, keptAnswers } from './kept-answers.ts'
import type { Received } from './received.ts'
import { trustNow } from './trust-now.ts'

/** A registry that is silent for this long is one that does not answer: nobody stands before a spinner for minutes. */
const PATIENCE_MS = 10_000

/**
 * Judges a document in this browser: nothing of it leaves the page. The code of the checks is loaded when the first document
 * is there, so that the landing page stays light on an old phone.
 */
export async function verifyHere(received: Received): Promise<VerificationResult> {
  const now = new Date()
  const [{ verifyDocument }, { page, keptAt }] = await Promise.all([import('../../../credential/verify/index.ts'), trustNow(now)])
  const answers = keptAnswers({ ask: fetchForCheck(AbortSignal.timeout(PATIENCE_MS)), now })
  const { bytes, mediaType, expect } = received
  const result = await verifyDocument(
    { bytes, ...(mediaType === undefined ? {} : { mediaType }), ...(expect === undefined ? {} : { expect }) },
    {
      now,
      fetch: answers.fetch,
      trust: page.trust,
      accreditations: readAccreditations,
      limits: { allowLoopbackHttp: page.demo },
    },
  )
  const oldest = [keptAt, answers.oldest()].filter((at) => at !== undefined).sort()[0]
  if (oldest === undefined) return result
  const { asOfThen } = await import('./as-of-then.ts')
  return asOfThen(result, { keptAt: oldest, isForgotten: keptAt !== undefined && isTooOld(keptAt, now) })
}

/** What this verifier knows of the Union's register; when it cannot be asked, nobody was asked. */
async function readAccreditations(): Promise<AccreditationSource | undefined> {
  const response = await fetch('/api/accreditations', { credentials: 'omit' }).catch(() => undefined)
  return response?.status === 200 ? ((await response.json()) as AccreditationSource) : undefined
}

/** Status lists and DIDs are public files: no cookies, no referrer, no redirects (security.md rows 31, 36). */
const fetchForCheck = (signal: AbortSignal) => (url: string, init?: { headers?: Record<string, string> }) =>
  fetch(url, { ...init, signal, credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error' })
