import { changeSlots, makePasswordSlot, makePrfSlot, makeRecoverySlot, type Slot } from '../../storage/index.ts'
import { session, storage } from '../session.svelte.ts'
import { argon2 } from './argon2.ts'
import { createPasskey } from './passkey.ts'

type Make = (dataKey: CryptoKey) => Promise<Slot>

/** A new password instead of the old one. */
export function newPassword({ password, next }: { password: string; next: string }): Promise<void> {
  return exchange({ password, type: 'password', make: (dataKey) => makePasswordSlot({ dataKey, password: next, argon2 }) })
}

/** Fingerprint or face of this device; a new one takes the place of an earlier one. */
export async function newPasskey({ password, name }: { password: string; name: string }): Promise<void> {
  const output = await createPasskey({ name })
  return exchange({ password, type: 'prf', make: (dataKey) => makePrfSlot({ dataKey, output }) })
}

/** Twelve new words; the old ones open nothing any more. */
export function newWords({ password, entropy }: { password: string; entropy: Uint8Array<ArrayBuffer> }): Promise<void> {
  return exchange({ password, type: 'recovery', make: (dataKey) => makeRecoverySlot({ dataKey, entropy }) })
}

async function exchange({ password, type, make }: { password: string; type: Slot['type']; make: Make }): Promise<void> {
  const opened = await changeSlots({
    key: { kind: 'password', password, argon2 },
    change: async ({ slots, dataKey }) => [...slots.filter((slot) => slot.type !== type), await make(dataKey)],
    world: storage,
  })
  session.open(opened)
}
