import { encode } from '../../credential/base64url.ts'
import type { PublicJwk, Signer } from '../../credential/crypto/port.ts'
import { thumbprint } from '../../credential/jose/index.ts'
import { bytesOf, randomBytes } from './bytes.ts'
import type { HeldKey } from './events/event.ts'

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/**
 * A new holder key, one per credential. It is extractable for as long as it takes to wrap it under the data key; from then on
 * it exists at rest as ciphertext and in use as a handle that cannot be exported (web.md §3.2).
 */
export async function createHolderKey({ dataKey }: { dataKey: CryptoKey }): Promise<HeldKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(P256, true, ['sign', 'verify'])
  const iv = randomBytes(12)
  const wrapped = await crypto.subtle.wrapKey('pkcs8', privateKey, dataKey, { name: 'AES-GCM', iv })
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey)
  const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
  return { publicJwk, iv: encode(iv), wrapped: encode(new Uint8Array(wrapped)) }
}

/** The key as something that signs, and does nothing else. */
export async function openHolderKey({ dataKey, held }: { dataKey: CryptoKey; held: HeldKey }): Promise<Signer> {
  const key = await unwrap({ dataKey, held, purpose: 'use' })
  return {
    kid: thumbprint(held.publicJwk),
    alg: 'ES256',
    publicJwk: held.publicJwk,
    async sign(data) {
      return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array(data)))
    },
  }
}

/** The same key under another data key: what a restored wallet does with each of its keys. */
export async function rewrapHolderKey({ held, from, to }: { held: HeldKey; from: CryptoKey; to: CryptoKey }): Promise<HeldKey> {
  const key = await unwrap({ dataKey: from, held, purpose: 'rewrap' })
  const iv = randomBytes(12)
  const wrapped = await crypto.subtle.wrapKey('pkcs8', key, to, { name: 'AES-GCM', iv })
  return { publicJwk: held.publicJwk, iv: encode(iv), wrapped: encode(new Uint8Array(wrapped)) }
}

function unwrap({ dataKey, held, purpose }: { dataKey: CryptoKey; held: HeldKey; purpose: 'use' | 'rewrap' }): Promise<CryptoKey> {
  const cipher = { name: 'AES-GCM', iv: bytesOf(held.iv) }
  return crypto.subtle.unwrapKey('pkcs8', bytesOf(held.wrapped), dataKey, cipher, P256, purpose === 'rewrap', ['sign'])
}
