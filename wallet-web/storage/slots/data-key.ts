import { encode } from '../../../credential/base64url.ts'
import { bytesOf } from '../bytes.ts'

const AES_GCM = { name: 'AES-GCM', length: 256 } as const
const USES: KeyUsage[] = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']

/**
 * A new data key (DEK), extractable: to be wrapped into slots at once and dropped. What stays in use is `openDataKey`'s handle,
 * which no script can export.
 */
export function newDataKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(AES_GCM, true, USES)
}

/** AES-KW (RFC 3394) of the data key under the key that a password, passkey or words give. */
export async function wrapDataKey({ dataKey, kek }: { dataKey: CryptoKey; kek: CryptoKey }): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.wrapKey('raw', dataKey, kek, 'AES-KW')))
}

export interface OpenDataKey {
  readonly wrapped: string
  readonly kek: CryptoKey
  /** `rewrap` gives an extractable key, for the moment in which another slot is made of it. */
  readonly purpose: 'use' | 'rewrap'
}

/** The data key, or nothing when the secret was wrong: AES-KW carries its own integrity check. */
export function openDataKey({ wrapped, kek, purpose }: OpenDataKey): Promise<CryptoKey | undefined> {
  return crypto.subtle
    .unwrapKey('raw', bytesOf(wrapped), kek, 'AES-KW', AES_GCM, purpose === 'rewrap', USES)
    .catch((): undefined => undefined)
}
