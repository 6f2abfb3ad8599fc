import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'

/**
 * The compact text of an SD-JWT in JWS JSON Serialization, flattened or general (RFC 9901 §8). Of several signatures the first
 * counts: only its unprotected header may carry `disclosures` and `kb_jwt`, and `sd_hash` is taken over its compact form.
 *
 * @throws AttestaError `sd-jwt.malformed`
 */
export function fromJsonSerialization(value: JsonValue): string {
  if (!isObject(value)) throw new AttestaError('sd-jwt.malformed')
  const { signature, header, ...jws } = firstSignature(value)
  const unprotected = header === undefined ? {} : header
  if (!isObject(unprotected)) throw new AttestaError('sd-jwt.malformed')
  const { disclosures = [], kb_jwt: keyBinding = '' } = unprotected
  if (!Array.isArray(disclosures)) throw new AttestaError('sd-jwt.malformed')
  const jwt = [jws.protected, value.payload, signature].map(text).join('.')
  return [jwt, ...disclosures.map(text), text(keyBinding)].join('~')
}

function firstSignature(value: JsonObject): JsonObject {
  if (value.signatures === undefined) return value
  const first = Array.isArray(value.signatures) ? value.signatures[0] : undefined
  if (!isObject(first) || value.signature !== undefined) throw new AttestaError('sd-jwt.malformed')
  return first
}

function text(value: JsonValue | undefined): string {
  if (typeof value !== 'string' || value.includes('~')) throw new AttestaError('sd-jwt.malformed')
  return value
}
