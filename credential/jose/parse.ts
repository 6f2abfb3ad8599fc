import { decode } from '../base64url.ts'
import { KeyCache } from '../crypto/key-cache.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonLimits, type JsonObject, parseStrictBase64url } from '../json/index.ts'
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

  const header = headerOf(header64, limits)
  const payload = parseStrictBase64url(payload64, limits)
  if (!isObject(payload)) throw new AttestaError('jws.malformed')
  return { header, payload, signingInput: `${header64}.${payload64}`, signature: decode(signature64) }
}

/** Of one key and one kind of token all headers are the same text: those that were read well are kept. */
const headers = new KeyCache<JoseHeader>(64)
const MAX_KEPT = 512

function headerOf(header64: string, limits: JsonLimits): JoseHeader {
  if (header64.length > MAX_KEPT || limits.maxBytes !== undefined || limits.maxDepth !== undefined) return readHeader(header64, limits)
  return headers.get(header64, () => Object.freeze(readHeader(header64, limits)))
}

function readHeader(header64: string, limits: JsonLimits): JoseHeader {
  const header = parseStrictBase64url(header64, limits)
  if (!isObject(header)) throw new AttestaError('jws.malformed')
  assertHeader(header)
  return header
}
