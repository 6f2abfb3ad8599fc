import { AttestaError } from '../../credential/errors.ts'
import { openBody, sealBody } from './body.ts'
import { readContainer, type Slot } from './container.ts'
import { merge } from './events/merge.ts'
import type { OpenWallet, StorageWorld } from './open-wallet.ts'
import { handleOf } from './slots/handle-of.ts'
import { dataKeyOf, type Key } from './unlock-wallet.ts'
import { writeContainer } from './write-container.ts'

export interface ChangeSlotsInput {
  /** Whoever changes how the wallet opens shows once more that they can open it. */
  readonly key: Key
  /** The slots to be, from those that are and the data key that new ones wrap. */
  readonly change: (input: { slots: readonly Slot[]; dataKey: CryptoKey }) => Promise<readonly Slot[]>
  readonly world: StorageWorld
}

/**
 * Adds, replaces or removes ways to open the wallet. A password always remains.
 *
 * @throws AttestaError `wallet.wrong-password`, `wallet.wrong-words`, `wallet.not-saved`
 */
export function changeSlots({ key, change, world: { store } }: ChangeSlotsInput): Promise<OpenWallet> {
  return store.alone(async () => {
    const stored = readContainer(await store.read())
    const extractable = await dataKeyOf({ container: stored, key, purpose: 'rewrap' })
    const dataKey = await handleOf(extractable)
    const events = merge(await openBody({ dataKey, container: stored }))
    const slots = await change({ slots: stored.slots, dataKey: extractable })
    if (!slots.some(({ type }) => type === 'password')) throw new AttestaError('wallet.needs-password')
    const container = await sealBody({ dataKey, walletId: stored.walletId, counter: stored.counter + 1, slots, events })
    await writeContainer({ container, dataKey, store })
    return { dataKey, container, events }
  })
}
