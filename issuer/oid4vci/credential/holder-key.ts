import type { PublicJwk } from '../../../credential/crypto/port.ts'
import { resolveDid } from '../../../credential/did/index.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { type JoseHeader, readPublicJwk } from '../../../credential/jose/index.ts'
import { orRefuse, ProtocolError } from '../protocol-error.ts'

const DID_JWK = /^(did:jwk:[A-Za-z0-9_-]+)(#0)?$/

/**
 * The key that a credential will be bound to (OpenID4VCI 1.0 appendix F.1): named by exactly one of `jwk`, `kid`, `x5c`.
 *
 * @throws ProtocolError `invalid_proof`
 */
export async function holderKey(header: JoseHeader): Promise<PublicJwk> {
  const named = ['jwk', 'kid', 'x5c'].filter((parameter) => Object.hasOwn(header, parameter))
  if (named.length !== 1) throw new ProtocolError('invalid_proof', 'The proof must name its key by exactly one of jwk, kid and x5c')

  if (named[0] === 'jwk') {
    return orRefuse(() => readPublicJwk(header.jwk), 'invalid_proof', 'The jwk of the proof is not a supported public key')
  }
  const [, did] = typeof header.kid === 'string' ? (DID_JWK.exec(header.kid) ?? []) : []
  if (did === undefined) throw new ProtocolError('invalid_proof', 'Of key identifiers only did:jwk is supported')
  return keyOfDidJwk(did)
}

async function keyOfDidJwk(did: string): Promise<PublicJwk> {
  try {
    // did:jwk needs no network: the identifier is the key.
    const document = await resolveDid(did, { fetch: () => Promise.reject(new AttestaError('did.malformed')) })
    const method = document.verificationMethods.find(({ purposes }) => purposes.length > 0)
    if (method !== undefined) return method.key
  } catch (cause) {
    if (!(cause instanceof AttestaError)) throw cause
  }
  throw new ProtocolError('invalid_proof', 'The kid of the proof is not a did:jwk that can sign')
}
