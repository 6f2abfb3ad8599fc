import { decode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import { readPublicJwk } from '../jose/index.ts'
import { isObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import type { DidDocument } from './document.ts'

/**
 * did:jwk: the identifier is the key. Without `use` it may sign; with `use: enc` it may not (did:jwk §4).
 *
 * @throws AttestaError `did.malformed`, `jwk.*`
 */
export function resolveJwk(did: string): DidDocument {
  const jwk = readIdentifier(did.slice('did:jwk:'.length))
  const key = readPublicJwk(jwk)
  const signs = isObject(jwk) && jwk.use !== 'enc'
  return {
    id: did,
    verificationMethods: [{ id: `${did}#0`, key, window: {}, purposes: signs ? ['assertionMethod', 'authentication'] : [] }],
  }
}

function readIdentifier(identifier: string): JsonValue {
  try {
    return parseStrictJson(decode(identifier), { maxBytes: 8 * 1024, maxDepth: 4 })
  } catch (cause) {
    throw new AttestaError('did.malformed', {}, { cause })
  }
}
