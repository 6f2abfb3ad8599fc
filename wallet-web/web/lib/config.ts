import type { Trust } from '../../../credential/verify/world.ts'

/** As `/config.json` gives it (wallet-web/app.ts); offline, as it was last. */
export interface WalletConfig {
  readonly demo: boolean
  readonly verifierUrl: string
  readonly trust: Trust
  readonly verifierRoots: readonly string[]
}

let loaded: Promise<WalletConfig> | undefined

export function walletConfig(): Promise<WalletConfig> {
  loaded ??= fetch('/config.json', { credentials: 'omit' }).then((response) => {
    if (!response.ok) throw new TypeError('network') // a service that is busy is one that does not answer
    return response.json() as Promise<WalletConfig>
  })
  loaded.catch(() => {
    loaded = undefined
  })
  return loaded
}
