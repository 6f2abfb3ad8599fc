import { crypto } from '#crypto'
import { decode } from '../base64url.ts'
import type { HashName } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { type JsonValue, parseStrictJson } from '../json/index.ts'
import { assertClaimName, type Disclosure } from './disclosure.ts'

/**
 * Reads one disclosure (RFC 9901 §4.2.1, §4.2.2). The digest is taken over the text as received, never over JSON written anew.
 *
 * @throws AttestaError `sd-jwt.disclosure-malformed`, `sd-jwt.reserved-name`
 */
export function readDisclosure(encoded: string, hash: HashName): Disclosure {
  const parts = readArray(encoded)
  const [salt, second, third] = parts
  if (typeof salt !== 'string' || second === undefined) throw new AttestaError('sd-jwt.disclosure-malformed')
  const digest = crypto.hashText({ hash, text: encoded })
  if (parts.length === 2) return { encoded, digest, salt, value: second }

  if (parts.length !== 3 || third === undefined || typeof second !== 'string') throw new AttestaError('sd-jwt.disclosure-malformed')
  assertClaimName(second)
  return { encoded, digest, salt, name: second, value: third }
}

function readArray(encoded: string): readonly JsonValue[] {
  let value: JsonValue
  try {
    value = parseStrictJson(decode(encoded))
  } catch (cause) {
    throw new AttestaError('sd-jwt.disclosure-malformed', {}, { cause })
  }
  if (!Array.isArray(value)) throw new AttestaError('sd-jwt.disclosure-malformed')
  return value
}
