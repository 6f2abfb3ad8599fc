import { decode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonLimits, type JsonObject, parseStrictJson } from '../json/index.ts'
import { assertHeader, type JoseHeader } from './header.ts'

/** A token as it was received: nothing in it has been verified. */
export interface UntrustedJws {
  readonly header: JoseHeader
  readonly payload: JsonObject
  readonly signingInput: string
  readonly signature: Uint8Array
}

/**
 * Takes a JWS Compact Serialization apart (RFC 7515 §5.2 steps 1 to 7). The result is untrusted.
 *
 * @throws AttestaError `jws.malformed`, `jws.header`, `base64url.malformed`, `json.*`
 */
export function parseCompact(text: string, limits: JsonLimits = {}): UntrustedJws {
  const parts = text.split('.', 4)
  const [header64, payload64, signature64] = parts
  if (parts.length !== 3 || !header64 || !payload64 || !signature64) throw new AttestaError('jws.malformed')

  const header = parseStrictJson(decode(header64), limits)
  if (!isObject(header)) throw new AttestaError('jws.malformed')
  assertHeader(header)
  const payload = parseStrictJson(decode(payload64), limits)
  if (!isObject(payload)) throw new AttestaError('jws.malformed')
  return { header, payload, signingInput: `${header64}.${payload64}`, signature: decode(signature64) }
}
