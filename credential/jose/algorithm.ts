import { families } from '../crypto/fits.ts'
import type { Algorithm, PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import type { JsonValue } from '../json/index.ts'

/**
 * The algorithm that a key signs with. It follows from the key that the registry gives, never from the token's header alone
 * (RFC 8725 §3.1; security.md §2 row 1); the header must then say the same.
 *
 * @throws AttestaError `jws.algorithm`
 */
export function algorithmOf({ key, stated }: { key: PublicJwk; stated: JsonValue | undefined }): Algorithm {
  for (const [alg, family] of KNOWN) {
    if (family.kty !== key.kty || family.crv !== key.crv) continue
    if (!sameAlgorithm(alg, stated)) break
    if (key.alg !== undefined && !sameAlgorithm(alg, key.alg)) break
    return alg
  }
  throw new AttestaError('jws.algorithm')
}

const KNOWN = Object.entries(families) as readonly [Algorithm, (typeof families)[Algorithm]][]

/** RFC 9864 §2.2 gives EdDSA over Ed25519 the name `Ed25519`; both names stand for one algorithm here. */
function sameAlgorithm(alg: Algorithm, name: JsonValue | undefined): boolean {
  return name === alg || (alg === 'EdDSA' && name === 'Ed25519')
}
