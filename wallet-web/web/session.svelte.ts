import { showable } from '../../ui/visible.ts'
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
const state = $derived(wallet === undefined ? EMPTY : shown(fold(wallet.events)))

/** The open wallet, for as long as it is open. It is kept in memory only. */
export const session = {
  get wallet(): OpenWallet | undefined {
    return wallet
  },

  /** For a screen that is being taken down: what it reads of `wallet` then is what was, not what is. */
  get isOpen(): boolean {
    return guard !== undefined
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

/** What strangers wrote is shown with nothing unseen in it; the documents themselves stay as they came. */
function shown({ documents, ...rest }: WalletState): WalletState {
  return {
    ...rest,
    documents: documents.map(({ result, ...document }) => ({
      ...document,
      issuerName: showable(document.issuerName),
      history: showable(document.history),
      ...(result === undefined ? {} : { result: showable(result) }),
    })),
  }
}

function forget(): void {
  guard?.stop()
  guard = undefined
  wallet = undefined
}
