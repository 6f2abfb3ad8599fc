import type { JsonObject } from '../credential/json/index.ts'
import type { KeyRecord } from './key-record.ts'

/**
 * The `did:web` document of an organisation, with all its keys: retired ones stay, or what they signed could not be read any
 * more (security.md §1.4). Each key says its window as OpenID Federation's historical keys do.
 */
export function didDocument({ did, keys: all }: { did: string; keys: readonly KeyRecord[] }): JsonObject {
  const keys = all.filter(isPublished)
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

/** A key that waits for its certificate seals nothing yet. */
function isPublished({ use, certificates }: KeyRecord): boolean {
  return use === undefined || certificates !== undefined
}

/** The same keys as a JWK set. */
export function jwks({ keys }: { keys: readonly KeyRecord[] }): JsonObject {
  return { keys: keys.filter(isPublished).map(jwkWithWindow) }
}

function jwkWithWindow({ publicJwk, kid, alg, notBefore, notAfter, compromisedAt, certificates }: KeyRecord): JsonObject {
  const { kty, crv, x, y, n, e } = publicJwk
  return {
    kty,
    ...(crv === undefined ? {} : { crv }),
    ...(x === undefined ? {} : { x }),
    ...(y === undefined ? {} : { y }),
    ...(n === undefined ? {} : { n }),
    ...(e === undefined ? {} : { e }),
    kid,
    alg,
    use: 'sig',
    nbf: numericDate(notBefore),
    ...(notAfter === undefined ? {} : { exp: numericDate(notAfter) }),
    ...(compromisedAt === undefined ? {} : { revoked: { revoked_at: numericDate(compromisedAt), reason: 'compromised' } }),
    // RFC 7517 §4.7: whoever wants to know who vouches for the seal finds it here.
    ...(certificates === undefined ? {} : { x5c: certificates.map(bodyOfPem) }),
  }
}

function numericDate(text: string): number {
  return Math.floor(new Date(text).getTime() / 1000)
}

function bodyOfPem(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----|\s+/g, '')
}
