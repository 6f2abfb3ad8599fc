import { AttestaError } from '../../credential/errors.ts'
import { openBody, sealBody } from './body.ts'
import { readContainer } from './container.ts'
import type { NewEvent, WalletEvent } from './events/event.ts'
import { merge } from './events/merge.ts'
import type { OpenWallet, StorageWorld } from './open-wallet.ts'
import { writeContainer } from './write-container.ts'

/**
 * Writes what happened. Alone among all tabs; what another tab wrote meanwhile is merged in, and what was written is read back
 * before anybody is told that it is saved.
 *
 * @throws AttestaError `wallet.not-saved`, `wallet.replaced` when another wallet took this one's place, `wallet.damaged`
 */
export function append({
  wallet,
  events,
  world: { store, now },
}: {
  wallet: OpenWallet
  events: readonly NewEvent[]
  world: StorageWorld
}): Promise<OpenWallet> {
  const { dataKey } = wallet
  return store.alone(async () => {
    const stored = readContainer(await store.read())
    const { walletId, counter, slots } = stored
    if (walletId !== wallet.container.walletId) throw new AttestaError('wallet.replaced')
    const others = counter === wallet.container.counter ? [] : await openBody({ dataKey, container: stored })
    const at = now().toISOString()
    const dated = events.map((event) => ({ ...event, id: crypto.randomUUID(), at }) as WalletEvent)
    const merged = merge(wallet.events, others, dated)
    const container = await sealBody({ dataKey, walletId, counter: counter + 1, slots, events: merged })
    await writeContainer({ container, dataKey, store })
    return { dataKey, container, events: merged }
  })
}
