import { createPrivateKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import type { Algorithm, PublicJwk, Signer } from '../../credential/crypto/port.ts'
import { readPublicJwk, thumbprint } from '../../credential/jose/index.ts'
import { freshKeyPair } from '../../keys/fresh-key-pair.ts'

const digests: Readonly<Record<Algorithm, string | null>> = {
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  EdDSA: null,
  RS256: 'sha256',
}

/** A signer whose key lives as long as the process, or that of a published test key: for vectors, benchmarks and tests only. */
export function throwawaySigner({ alg = 'ES256', kid, jwk }: { alg?: Algorithm; kid?: string; jwk?: JsonWebKey } = {}): Signer {
  const privateKey = jwk === undefined ? generate(alg) : createPrivateKey({ key: jwk, format: 'jwk' })
  const { kty, crv, x, y, n, e } = privateKey.export({ format: 'jwk' })
  const members = Object.entries({ kty, crv, x, y, n, e }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const publicJwk: PublicJwk = readPublicJwk(Object.fromEntries(members))
  return {
    kid: kid ?? thumbprint(publicJwk),
    alg,
    publicJwk,
    sign: async (data) => sign(digests[alg], data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  }
}

function generate(alg: Algorithm): KeyObject {
  switch (alg) {
    case 'ES256':
      return freshKeyPair('P-256').privateKey
    case 'ES384':
      return freshKeyPair('P-384').privateKey
    case 'ES512':
      return freshKeyPair('P-521').privateKey
    case 'EdDSA':
      return freshKeyPair('Ed25519').privateKey
    case 'RS256':
      return freshKeyPair('RSA-2048').privateKey
  }
}
