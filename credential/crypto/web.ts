import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from './base64url-web.ts'
import { fits } from './fits.ts'
import { cacheName, KeyCache } from './key-cache.ts'
import type { Algorithm, CryptoPort, HashName, PublicJwk } from './port.ts'

const keys = new KeyCache<Promise<CryptoKey>>()
type Parameters = AlgorithmIdentifier | EcKeyImportParams | RsaHashedImportParams | EcdsaParams

const imports: Readonly<Record<PublicJwk['kty'], (key: PublicJwk) => Parameters>> = {
  EC: ({ crv = '' }) => ({ name: 'ECDSA', namedCurve: crv }),
  OKP: () => ({ name: 'Ed25519' }),
  RSA: () => ({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }),
}

const verifications: Readonly<Record<Algorithm, Parameters>> = {
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', hash: 'SHA-384' },
  ES512: { name: 'ECDSA', hash: 'SHA-512' },
  EdDSA: { name: 'Ed25519' },
  RS256: { name: 'RSASSA-PKCS1-v1_5' },
}

const hashes: Readonly<Record<HashName, (data: Uint8Array) => Uint8Array>> = { 'sha-256': sha256, 'sha-384': sha384, 'sha-512': sha512 }

/** WebCrypto behind the port; hashes by @noble/hashes, because SubtleCrypto's are asynchronous and slow on short inputs. */
export const crypto: CryptoPort = {
  sha256: (data) => sha256(data),
  sha384: (data) => sha384(data),
  hashText: ({ hash, text }) => encodeBase64url(hashes[hash](new TextEncoder().encode(text))),
  randomBytes: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
  hmacSha256: ({ key, data }) => hmac(sha256, key, data),

  async passingKey() {
    const { privateKey, publicKey } = await globalThis.crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
    const { x = '', y = '' } = await globalThis.crypto.subtle.exportKey('jwk', publicKey)
    return {
      publicJwk: { kty: 'EC', crv: 'P-256', x, y },
      sign: async (data) =>
        new Uint8Array(await globalThis.crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new Uint8Array(data))),
    }
  },

  async verify({ alg, key, signature, data }) {
    if (!fits({ alg, key, signature })) return false
    try {
      const imported = await keys.get(cacheName(key), () => importKey(key))
      return await globalThis.crypto.subtle.verify(verifications[alg], imported, new Uint8Array(signature), new Uint8Array(data))
    } catch {
      return false
    }
  },
}

function importKey(key: PublicJwk): Promise<CryptoKey> {
  const { kty, crv, x, y, n, e } = key
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined)
  return globalThis.crypto.subtle.importKey('jwk', Object.fromEntries(members), imports[kty](key), false, ['verify'])
}
