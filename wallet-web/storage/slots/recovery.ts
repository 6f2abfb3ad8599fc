import { encode } from '../../../credential/base64url.ts'
import { bytesOf, randomBytes } from '../bytes.ts'
import type { RecoverySlot } from '../container.ts'
import { openDataKey, wrapDataKey } from './data-key.ts'
import { hkdfKek } from './hkdf-kek.ts'

/** A slot for 128 random bits that are shown once, as twelve words (recovery-words.ts). */
export async function makeRecoverySlot({
  dataKey,
  entropy,
}: {
  dataKey: CryptoKey
  entropy: Uint8Array<ArrayBuffer>
}): Promise<RecoverySlot> {
  const salt = randomBytes(32)
  const kek = await hkdfKek({ secret: entropy, salt })
  return { type: 'recovery', hkdfSalt: encode(salt), wrapped: await wrapDataKey({ dataKey, kek }) }
}

/** The data key that these bits open; nothing when they belong to another wallet. */
export async function openRecoverySlot({
  slot,
  entropy,
  purpose,
}: {
  slot: RecoverySlot
  entropy: Uint8Array<ArrayBuffer>
  purpose: 'use' | 'rewrap'
}): Promise<CryptoKey | undefined> {
  const kek = await hkdfKek({ secret: entropy, salt: bytesOf(slot.hkdfSalt) })
  return openDataKey({ wrapped: slot.wrapped, kek, purpose })
}
