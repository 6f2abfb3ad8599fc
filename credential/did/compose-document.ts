import { MULTIKEY_V1 } from '../contexts/index.ts'
import type { PublicJwk } from '../crypto/port.ts'
import type { JsonObject } from '../json/index.ts'
import type { DidDocument, VerificationMethod } from './document.ts'
import { encodeMultikey } from './multikey.ts'

const DID_V1 = 'https://www.w3.org/ns/did/v1'

/** A DID document as JSON-LD, with what was read of it and no more: each key, and what it may be used for. */
export function composeDidDocument({ id, verificationMethods }: DidDocument): JsonObject {
  const named = (purpose: VerificationMethod['purposes'][number]) =>
    verificationMethods.filter(({ purposes }) => purposes.includes(purpose)).map((method) => method.id)
  return {
    '@context': [DID_V1, MULTIKEY_V1],
    id,
    verificationMethod: verificationMethods.map((method) => ({ id: method.id, controller: id, ...keyOf(method.key) })),
    assertionMethod: named('assertionMethod'),
    authentication: named('authentication'),
    ...(id.startsWith('did:key:')
      ? { capabilityInvocation: named('assertionMethod'), capabilityDelegation: named('assertionMethod') }
      : {}),
  }
}

function keyOf(key: PublicJwk): JsonObject {
  if (key.kty !== 'RSA') return { type: 'Multikey', publicKeyMultibase: encodeMultikey(key) }
  const { kty, n = '', e = '' } = key
  return { type: 'JsonWebKey', publicKeyJwk: { kty, n, e } }
}
