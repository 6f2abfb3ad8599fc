import { utf8 } from '../bytes.ts'

/** Separates this use of a passkey's or the words' secret from every other, also from later versions of itself. */
const INFO = utf8('wallet/kek/1')

/** HKDF-SHA-256 of a secret that is already random (a PRF output, 128 random bits) to an AES-KW key. */
export async function hkdfKek({ secret, salt }: { secret: Uint8Array<ArrayBuffer>; salt: Uint8Array<ArrayBuffer> }): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const kdf = { name: 'HKDF', hash: 'SHA-256', salt, info: INFO }
  return crypto.subtle.deriveKey(kdf, material, { name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}
