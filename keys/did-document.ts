import type { JsonObject } from '../credential/json/index.ts'
import type { KeyRecord } from './key-record.ts'

/**
 * The `did:web` document of an organisation, with all its keys: retired ones stay, or what they signed could not be read any
 * more (security.md §1.4). Each key says its window as OpenID Federation's historical keys do.
 */
export function didDocument({ did, keys }: { did: string; keys: readonly KeyRecord[] }): JsonObject {
  const ids = keys.map(({ kid }) => `${did}#${kid}`)
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id: did,
    verificationMethod: keys.map((key) => ({
      id: `${did}#${key.kid}`,
      type: 'JsonWebKey',
      controller: did,
      publicKeyJwk: jwkWithWindow(key),
    })),
    assertionMethod: ids,
    authentication: ids,
  }
}

/** The same keys as a JWK set. */
export function jwks({ keys }: { keys: readonly KeyRecord[] }): JsonObject {
  return { keys: keys.map(jwkWithWindow) }
}

function jwkWithWindow({ publicJwk, kid, alg, notBefore, notAfter, compromisedAt }: KeyRecord): JsonObject {
  const { kty, crv, x, y } = publicJwk
  return {
    kty,
    ...(crv === undefined ? {} : { crv }),
    ...(x === undefined ? {} : { x }),
    ...(y === undefined ? {} : { y }),
    kid,
    alg,
    use: 'sig',
    nbf: numericDate(notBefore),
    ...(notAfter === undefined ? {} : { exp: numericDate(notAfter) }),
    ...(compromisedAt === undefined ? {} : { revoked: { revoked_at: numericDate(compromisedAt), reason: 'compromised' } }),
  }
}

function numericDate(text: string): number {
  return Math.floor(new Date(text).getTime() / 1000)
}
