import { crypto } from '#crypto'
import { decodeText, decodeTexts } from '../base64url.ts'
import type { HashName } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { type JsonValue, parseStrictText } from '../json/index.ts'
import { assertClaimName, type Disclosure } from './disclosure.ts'

/**
 * Reads disclosures (RFC 9901 §4.2.1, §4.2.2). The digest of each is taken over the text as received, never over JSON written anew.
 *
 * @throws AttestaError `sd-jwt.disclosure-malformed`, `sd-jwt.reserved-name`
 */
export function readAllDisclosures(encoded: readonly string[], hash: HashName): readonly Disclosure[] {
  const arrays = readArrays(encoded)
  return encoded.map((text, index) => disclosureOf(text, arrays[index] ?? [], hash))
}

/** The same of one. */
export function readDisclosure(encoded: string, hash: HashName): Disclosure {
  return disclosureOf(encoded, readArray(encoded), hash)
}

function disclosureOf(encoded: string, parts: readonly JsonValue[], hash: HashName): Disclosure {
  const [salt, second, third] = parts
  if (typeof salt !== 'string' || second === undefined) throw new AttestaError('sd-jwt.disclosure-malformed')
  const digest = crypto.hashText({ hash, text: encoded })
  if (parts.length === 2) return { encoded, digest, salt, value: second }

  if (parts.length !== 3 || third === undefined || typeof second !== 'string') throw new AttestaError('sd-jwt.disclosure-malformed')
  assertClaimName(second)
  return { encoded, digest, salt, name: second, value: third }
}

/** A line break is no letter of a string in JSON: nothing that begins before one ends behind it. */
const SEPARATOR = ',\n'
/** Neither an escape nor a control character, no list or object inside: then strict reading could only mind an endless number. */
const PLAIN = /^\[[ !"#-Z^-z|~\u00a0-\ud7ff]*\]$/
const PLAIN_LIST = /^\[[ !"#-Z^-z|~\u00a0-\ud7ff]*\](?:,\n\[[ !"#-Z^-z|~\u00a0-\ud7ff]*\])*$/

/** All of them in one where they are plain, as most are: each step between JavaScript and the runtime takes longer than reading one. */
function readArrays(encoded: readonly string[]): readonly (readonly JsonValue[])[] {
  const text = decodeTexts(encoded, SEPARATOR)
  if (text === undefined) return encoded.map(readArray)
  const arrays = PLAIN_LIST.test(text) ? parsePlain(`[${text}]`) : undefined
  if (arrays?.length === encoded.length && arrays.every(isArray)) return arrays
  const texts = text.split(SEPARATOR)
  return texts.length === encoded.length ? texts.map(arrayIn) : encoded.map(readArray)
}

function readArray(encoded: string): readonly JsonValue[] {
  let text: string
  try {
    text = decodeText(encoded)
  } catch (cause) {
    throw new AttestaError('sd-jwt.disclosure-malformed', {}, { cause })
  }
  return arrayIn(text)
}

function arrayIn(text: string): readonly JsonValue[] {
  const plain = PLAIN.test(text) ? parsePlain(`[${text}]`)?.[0] : undefined
  if (isArray(plain)) return plain
  let value: JsonValue
  try {
    value = parseStrictText(text)
  } catch (cause) {
    throw new AttestaError('sd-jwt.disclosure-malformed', {}, { cause })
  }
  if (!Array.isArray(value)) throw new AttestaError('sd-jwt.disclosure-malformed')
  return value
}

/** Undefined where strict reading must say what is wrong. */
function parsePlain(text: string): readonly JsonValue[] | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether it is an array without an endless number. */
function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value) && !value.includes(Number.POSITIVE_INFINITY) && !value.includes(Number.NEGATIVE_INFINITY)
}
