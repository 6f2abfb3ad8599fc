import { AttestaError } from '../../credential/errors.ts'
import { openBody, sealBody } from './body.ts'
import { type Container, readContainer } from './container.ts'
import { makeSlots, type Secrets } from './create-wallet.ts'
import type { WalletEvent } from './events/event.ts'
import { merge } from './events/merge.ts'
import { rewrapHolderKey } from './holder-key.ts'
import type { OpenWallet, StorageWorld } from './open-wallet.ts'
import { newDataKey } from './slots/data-key.ts'
import { handleOf } from './slots/handle-of.ts'
import type { Argon2 } from './slots/password.ts'
import { dataKeyOf, type Key } from './unlock-wallet.ts'
import { writeContainer } from './write-container.ts'

export interface RestoreInput {
  readonly backup: Container
  readonly key: Key
  /** How the wallet opens from now on, on this device. */
  readonly secrets: Secrets
  readonly argon2: Argon2
  readonly world: StorageWorld
}

/**
 * Brings a backup to this device under a new data key: whoever has the old file and its password later finds nothing newer with
 * them. A newer wallet of the same name that is already here is not overwritten.
 *
 * @throws AttestaError `wallet.wrong-password`, `wallet.wrong-words`, `backup.older`, `wallet.exists`, `wallet.damaged`, `wallet.not-saved`
 */
export async function restoreWallet({ backup, key, secrets, argon2, world: { store } }: RestoreInput): Promise<OpenWallet> {
  const from = await dataKeyOf({ container: backup, key, purpose: 'use' })
  const events = merge(await openBody({ dataKey: from, container: backup }))
  const extractable = await newDataKey()
  const slots = await makeSlots({ dataKey: extractable, secrets, argon2 })
  const dataKey = await handleOf(extractable)
  const moved = await Promise.all(events.map((event) => moveKey({ event, from, to: dataKey })))

  return store.alone(async () => {
    const stored = await store.read()
    if (stored !== undefined) refuse({ here: readContainer(stored), backup })
    const { walletId } = backup
    const container = await sealBody({ dataKey, walletId, counter: backup.counter + 1, slots, events: moved })
    await writeContainer({ container, dataKey, store })
    return { dataKey, container, events: moved }
  })
}

function refuse({ here, backup }: { here: Container; backup: Container }): void {
  if (here.walletId !== backup.walletId) throw new AttestaError('wallet.exists')
  if (here.counter > backup.counter) throw new AttestaError('backup.older')
}

async function moveKey({ event, from, to }: { event: WalletEvent; from: CryptoKey; to: CryptoKey }): Promise<WalletEvent> {
  if (event.type !== 'document.received') return event
  const holderKey = await rewrapHolderKey({ held: event.document.holderKey, from, to })
  return { ...event, document: { ...event.document, holderKey } }
}
