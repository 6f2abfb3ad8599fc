import { crypto } from '#crypto'
import { decodeText } from '../base64url.ts'
import type { HashName } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { type JsonValue, parseStrictText } from '../json/index.ts'
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
    const text = decodeText(encoded)
    value = readPlain(text) ?? parseStrictText(text)
  } catch (cause) {
    throw new AttestaError('sd-jwt.disclosure-malformed', {}, { cause })
  }
  if (!Array.isArray(value)) throw new AttestaError('sd-jwt.disclosure-malformed')
  return value
}

/** Neither an escape nor a control character, no list or object inside: then strict reading could only mind an endless number. */
const PLAIN = /^\[[ !"#-Z^-z|~\u00a0-\ud7ff]*\]$/

function readPlain(text: string): readonly JsonValue[] | undefined {
  if (!PLAIN.test(text)) return undefined
  try {
    const values: readonly JsonValue[] = JSON.parse(text)
    return values.includes(Number.POSITIVE_INFINITY) || values.includes(Number.NEGATIVE_INFINITY) ? undefined : values
  } catch {
    // Strict reading says what is wrong.
    return undefined
  }
}
