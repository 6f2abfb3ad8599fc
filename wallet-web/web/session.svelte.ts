import type { NewEvent } from '../storage/events/event.ts'
import { fold, type WalletDocument, type WalletState } from '../storage/events/fold.ts'
import { indexedDbStore } from '../storage/indexed-db.ts'
import type { OpenWallet, StorageWorld } from '../storage/open-wallet.ts'
import { autoLock } from './lib/auto-lock.ts'

/** Where this browser keeps the wallet. */
export const storage: StorageWorld = { store: indexedDbStore(), now: () => new Date() }

const EMPTY: WalletState = { documents: [] }

let wallet = $state.raw<OpenWallet | undefined>()
let guard: ReturnType<typeof autoLock> | undefined
const state = $derived(wallet === undefined ? EMPTY : fold(wallet.events))

/** The open wallet, for as long as it is open. It is kept in memory only. */
export const session = {
  get wallet(): OpenWallet | undefined {
    return wallet
  },

  get state(): WalletState {
    return state
  },

  document(id: string): WalletDocument | undefined {
    return state.documents.find((document) => document.id === id)
  },

  open(opened: OpenWallet): void {
    wallet = opened
    guard?.stop()
    guard = autoLock({ lock: forget })
  },

  lock(): void {
    guard?.lockEverywhere()
  },

  /** Writes what happened; returns when it is on disk and was read back. */
  async append(events: readonly NewEvent[]): Promise<void> {
    const { append } = await import('../storage/index.ts')
    wallet = await append({ wallet: await stillOpen(), events, world: storage })
  },
}

/**
 * The wallet, or a refusal when it was locked meanwhile.
 *
 * @throws AttestaError `wallet.locked`
 */
export async function stillOpen(): Promise<OpenWallet> {
  if (wallet !== undefined) return wallet
  const { AttestaError } = await import('../../credential/errors.ts')
  throw new AttestaError('wallet.locked')
}

function forget(): void {
  guard?.stop()
  guard = undefined
  wallet = undefined
}
