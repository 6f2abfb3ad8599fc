import { encode } from '../../../credential/base64url.ts'
import { bytesOf, randomBytes } from '../bytes.ts'
import type { PrfSlot } from '../container.ts'
import { openDataKey, wrapDataKey } from './data-key.ts'
import { hkdfKek } from './hkdf-kek.ts'

/** What a ceremony with a passkey gave (WebAuthn Level 3 §10.1.4, `prf`). */
export interface PrfOutput {
  /** base64url. */
  readonly credentialId: string
  /** base64url, what the passkey was asked to evaluate. */
  readonly prfSalt: string
  readonly secret: Uint8Array<ArrayBuffer>
}

export async function makePrfSlot({ dataKey, output }: { dataKey: CryptoKey; output: PrfOutput }): Promise<PrfSlot> {
  const salt = randomBytes(32)
  const kek = await hkdfKek({ secret: output.secret, salt })
  const { credentialId, prfSalt } = output
  return { type: 'prf', credentialId, prfSalt, hkdfSalt: encode(salt), wrapped: await wrapDataKey({ dataKey, kek }) }
}

/** The data key that this passkey opens; nothing when it is another's. */
export async function openPrfSlot({
  slot,
  secret,
  purpose,
}: {
  slot: PrfSlot
  secret: Uint8Array<ArrayBuffer>
  purpose: 'use' | 'rewrap'
}): Promise<CryptoKey | undefined> {
  const kek = await hkdfKek({ secret, salt: bytesOf(slot.hkdfSalt) })
  return openDataKey({ wrapped: slot.wrapped, kek, purpose })
}
