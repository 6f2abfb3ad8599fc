import type { AccreditationSource } from '../../../credential/edc/index.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import type { Trust } from '../../../credential/verify/world.ts'
import type { Received } from './received.ts'

interface PageTrust {
  readonly trust: Trust
  readonly demo: boolean
  readonly walletUrl: string
  /** Where the demo's issuer keeps documents for trying. */
  readonly demoDocuments: string
  /** Without a certificate a verifier has nothing to introduce itself to wallets with. */
  readonly asksWallets: boolean
}

/** A registry that is silent for this long is one that does not answer: nobody stands before a spinner for minutes. */
const PATIENCE_MS = 10_000

let loaded: Promise<PageTrust> | undefined

/** Whom this verifier trusts; asked until there is an answer, then known. */
export function pageTrust(): Promise<PageTrust> {
  loaded ??= fetch('/api/trust', { credentials: 'omit' }).then((response) => {
    if (!response.ok) throw new TypeError('network') // a service that is busy is one that does not answer
    return response.json() as Promise<PageTrust>
  })
  loaded.catch(() => {
    loaded = undefined
  })
  return loaded
}

/**
 * Judges a document in this browser: nothing of it leaves the page. The code of the checks is loaded when the first document
 * is there, so that the landing page stays light on an old phone.
 */
export async function verifyHere(received: Received): Promise<VerificationResult> {
  const [{ verifyDocument }, { trust, demo }] = await Promise.all([import('../../../credential/verify/index.ts'), pageTrust()])
  const { bytes, mediaType, expect } = received
  return verifyDocument(
    { bytes, ...(mediaType === undefined ? {} : { mediaType }), ...(expect === undefined ? {} : { expect }) },
    {
      now: new Date(),
      fetch: fetchForCheck(AbortSignal.timeout(PATIENCE_MS)),
      trust,
      accreditations: readAccreditations,
      limits: { allowLoopbackHttp: demo },
    },
  )
}

/** What this verifier knows of the Union's register; when it cannot be asked, nobody was asked. */
async function readAccreditations(): Promise<AccreditationSource | undefined> {
  const response = await fetch('/api/accreditations', { credentials: 'omit' }).catch(() => undefined)
  return response?.status === 200 ? ((await response.json()) as AccreditationSource) : undefined
}

/** Status lists and DIDs are public files: no cookies, no referrer, no redirects (security.md rows 31, 36). */
const fetchForCheck = (signal: AbortSignal) => (url: string, init?: { headers?: Record<string, string> }) =>
  fetch(url, { ...init, signal, credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error' })
