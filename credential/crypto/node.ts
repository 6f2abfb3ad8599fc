import { createPublicKey, hash, type KeyObject, randomBytes, verify } from 'node:crypto'
import { fits } from './fits.ts'
import { cacheName, KeyCache } from './key-cache.ts'
import type { Algorithm, CryptoPort, PublicJwk } from './port.ts'

const keys = new KeyCache<KeyObject>()
const digests: Readonly<Record<Algorithm, string | undefined>> = { ES256: 'sha256', ES384: 'sha384', EdDSA: undefined, RS256: 'sha256' }

/** node:crypto behind the port: one-shot calls and kept keys, twice as fast as WebCrypto there (docs/architecture.md). */
export const crypto: CryptoPort = {
  sha256: (data) => hash('sha256', data, 'buffer'),
  sha384: (data) => hash('sha384', data, 'buffer'),
  sha512: (data) => hash('sha512', data, 'buffer'),
  randomBytes: (length) => randomBytes(length),

  async verify({ alg, key, signature, data }) {
    if (!fits({ alg, key, signature })) return false
    try {
      // Importing checks that the point lies on the curve.
      return verify(digests[alg], data, { key: keys.get(cacheName(key), () => importKey(key)), dsaEncoding: 'ieee-p1363' }, signature)
    } catch {
      return false
    }
  },
}

function importKey({ kty, crv, x, y, n, e }: PublicJwk): KeyObject {
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined)
  return createPublicKey({ key: Object.fromEntries(members), format: 'jwk' })
}
