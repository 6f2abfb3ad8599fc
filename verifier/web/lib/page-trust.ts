import type { Trust } from '../../../credential/verify/world.ts'

export interface PageTrust {
  readonly trust: Trust
  readonly demo: boolean
  readonly walletUrl: string
  /** Where the demo's issuer keeps documents for trying. */
  readonly demoDocuments: string
  /** Without a certificate a verifier has nothing to introduce itself to wallets with. */
  readonly asksWallets: boolean
}

let loaded: Promise<PageTrust> | undefined

/** What this page is; asked until there is an answer, then known. Whom it trusts now, `trustNow` tells. */
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
