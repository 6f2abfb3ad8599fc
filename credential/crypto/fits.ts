import type { Algorithm, PublicJwk } from './port.ts'

interface Family {
  readonly kty: PublicJwk['kty']
  readonly crv?: string
  /** Bytes of a raw signature; absent where it depends on the key. */
  readonly signatureLength?: number
}

/** RFC 7518 §3.1, RFC 8037 §3.1: each algorithm has one kind of key, each kind of key one algorithm. */
export const families: Readonly<Record<Algorithm, Family>> = {
  ES256: { kty: 'EC', crv: 'P-256', signatureLength: 64 },
  ES384: { kty: 'EC', crv: 'P-384', signatureLength: 96 },
  ES512: { kty: 'EC', crv: 'P-521', signatureLength: 132 },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', signatureLength: 64 },
  RS256: { kty: 'RSA' },
}

/** Smallest RSA modulus that RFC 7518 §3.3 admits, in base64url characters (2048 bits). */
const SHORTEST_MODULUS = 342

/** Whether a signature of this length, by this key, can be one of `alg` at all. */
export function fits({ alg, key, signature }: { alg: Algorithm; key: PublicJwk; signature: Uint8Array }): boolean {
  const family = families[alg]
  if (family === undefined || key.kty !== family.kty || key.crv !== family.crv) return false
  if (key.kty === 'RSA' && (key.n?.length ?? 0) < SHORTEST_MODULUS) return false
  return family.signatureLength === undefined || signature.length === family.signatureLength
}
