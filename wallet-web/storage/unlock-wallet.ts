import { AttestaError } from '../../credential/errors.ts'
import { openBody } from './body.ts'
import { type Container, type PrfSlot, readContainer } from './container.ts'
import { merge } from './events/merge.ts'
import type { OpenWallet, StorageWorld } from './open-wallet.ts'
import { type Argon2, openPasswordSlot } from './slots/password.ts'
import { openPrfSlot } from './slots/prf.ts'
import { openRecoverySlot } from './slots/recovery.ts'

export type Key =
  | { readonly kind: 'password'; readonly password: string; readonly argon2: Argon2 }
  | { readonly kind: 'prf'; readonly credentialId: string; readonly secret: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'recovery'; readonly entropy: Uint8Array<ArrayBuffer> }

/** The container of this device, or nothing where there is no wallet yet. */
export async function readStored({ store }: Pick<StorageWorld, 'store'>): Promise<Container | undefined> {
  const stored = await store.read()
  return stored === undefined ? undefined : readContainer(stored)
}

/** Passkeys that can open this container on this device. */
export function prfSlotsOf({ slots }: Container): readonly PrfSlot[] {
  return slots.filter((slot) => slot.type === 'prf')
}

/**
 * Opens a container with one of its keys.
 *
 * @throws AttestaError `wallet.wrong-password`, `wallet.wrong-passkey`, `wallet.wrong-words`, `wallet.damaged`
 */
export async function unlockWallet({ container, key }: { container: Container; key: Key }): Promise<OpenWallet> {
  const dataKey = await dataKeyOf({ container, key, purpose: 'use' })
  return { dataKey, container, events: merge(await openBody({ dataKey, container })) }
}

const REFUSALS = { password: 'wallet.wrong-password', prf: 'wallet.wrong-passkey', recovery: 'wallet.wrong-words' } as const

/**
 * The data key behind one of the slots.
 *
 * @throws AttestaError as `unlockWallet`
 */
export async function dataKeyOf({
  container,
  key,
  purpose,
}: {
  container: Container
  key: Key
  purpose: 'use' | 'rewrap'
}): Promise<CryptoKey> {
  for (const slot of container.slots) {
    const opened =
      key.kind === 'password' && slot.type === 'password'
        ? await openPasswordSlot({ slot, password: key.password, argon2: key.argon2, purpose })
        : key.kind === 'prf' && slot.type === 'prf' && slot.credentialId === key.credentialId
          ? await openPrfSlot({ slot, secret: key.secret, purpose })
          : key.kind === 'recovery' && slot.type === 'recovery'
            ? await openRecoverySlot({ slot, entropy: key.entropy, purpose })
            : undefined
    if (opened !== undefined) return opened
  }
  throw new AttestaError(REFUSALS[key.kind])
}
