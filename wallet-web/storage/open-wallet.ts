import type { Container } from './container.ts'
import type { WalletEvent } from './events/event.ts'
import type { ContainerStore } from './store.ts'

/** A wallet in use. It lives in memory only; locking it is forgetting it. */
export interface OpenWallet {
  /** Cannot be exported. */
  readonly dataKey: CryptoKey
  readonly container: Container
  readonly events: readonly WalletEvent[]
}

export interface StorageWorld {
  readonly store: ContainerStore
  readonly now: () => Date
}
