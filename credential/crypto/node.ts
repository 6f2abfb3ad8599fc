import {
  createHmac,
  createPublicKey,
  generateKeyPair as generateWithCallback,
  hash,
  type KeyObject,
  randomFillSync,
  sign,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'
import { fits } from './fits.ts'
import { cacheName, KeyCache } from './key-cache.ts'
import type { Algorithm, CryptoPort, HashName, PublicJwk } from './port.ts'

// Never the synchronous one, whose objects can stop the process (keys/fresh-key-pair.ts).
const generateKeyPair = promisify(generateWithCallback)
const keys = new KeyCache<KeyObject>()
const digests: Readonly<Record<Algorithm, string | undefined>> = {
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  EdDSA: undefined,
  RS256: 'sha256',
}

const hashes: Readonly<Record<HashName, string>> = { 'sha-256': 'sha256', 'sha-384': 'sha384', 'sha-512': 'sha512' }

/** node:crypto behind the port: one-shot calls and kept keys, twice as fast as WebCrypto there (docs/architecture.md). */
export const crypto: CryptoPort = {
  sha256: (data) => hash('sha256', data, 'buffer'),
  sha384: (data) => hash('sha384', data, 'buffer'),
  hashText: ({ hash: name, text }) => hash(hashes[name], text, 'base64url'),
  randomBytes,
  hmacSha256: ({ key, data }) => createHmac('sha256', key).update(data).digest(),

  async passingKey() {
    const { privateKey, publicKey } = await generateKeyPair('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    return {
      publicJwk: { kty: 'EC', crv: 'P-256', x, y },
      sign: async (data) => sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    }
  },

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

const pool = new Uint8Array(4096)
let used = pool.length

/** Drawn a page at a time, since each call to the generator costs more than a signature's hash. What was given out is wiped. */
function randomBytes(length: number): Uint8Array {
  if (length > pool.length) return randomFillSync(new Uint8Array(length))
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.slice(used, used + length)
  pool.fill(0, used, used + length)
  used += length
  return bytes
}
