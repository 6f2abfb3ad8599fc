import { AttestaError } from '../../credential/errors.ts'
import { sealBody } from './body.ts'
import type { Slot } from './container.ts'
import type { OpenWallet, StorageWorld } from './open-wallet.ts'
import { newDataKey } from './slots/data-key.ts'
import { handleOf } from './slots/handle-of.ts'
import { type Argon2, makePasswordSlot } from './slots/password.ts'
import { makePrfSlot, type PrfOutput } from './slots/prf.ts'
import { makeRecoverySlot } from './slots/recovery.ts'
import { writeContainer } from './write-container.ts'

export interface Secrets {
  /** Always there: a passkey may be lost with the telephone, and means nothing on another. */
  readonly password: string
  readonly prf?: PrfOutput
  /** Of the twelve words. */
  readonly recovery?: Uint8Array<ArrayBuffer>
}

/**
 * Makes the wallet of this device.
 *
 * @throws AttestaError `wallet.exists`, `wallet.not-saved`
 */
export async function createWallet({
  secrets,
  argon2,
  world: { store },
}: {
  secrets: Secrets
  argon2: Argon2
  world: StorageWorld
}): Promise<OpenWallet> {
  const extractable = await newDataKey()
  const slots = await makeSlots({ dataKey: extractable, secrets, argon2 })
  const dataKey = await handleOf(extractable)
  const container = await sealBody({ dataKey, walletId: crypto.randomUUID(), counter: 1, slots, events: [] })
  await store.alone(async () => {
    if ((await store.read()) !== undefined) throw new AttestaError('wallet.exists')
    await writeContainer({ container, dataKey, store })
  })
  return { dataKey, container, events: [] }
}

/** One slot per secret that was given. */
export async function makeSlots({
  dataKey,
  secrets: { password, prf, recovery },
  argon2,
}: {
  dataKey: CryptoKey
  secrets: Secrets
  argon2: Argon2
}): Promise<Slot[]> {
  return [
    await makePasswordSlot({ dataKey, password, argon2 }),
    ...(prf === undefined ? [] : [await makePrfSlot({ dataKey, output: prf })]),
    ...(recovery === undefined ? [] : [await makeRecoverySlot({ dataKey, entropy: recovery })]),
  ]
}
