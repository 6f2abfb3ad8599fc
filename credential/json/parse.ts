import { decodeTextBase64url } from '#base64url'
import { AttestaError } from '../errors.ts'
import type { JsonObject, JsonValue } from './value.ts'

export interface JsonLimits {
  /** Default `MAX_JSON_BYTES`, 5 MiB. */
  readonly maxBytes?: number
  /** Levels of objects and arrays. Default 32. */
  readonly maxDepth?: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Of a JSON text, where nothing else is said. */
export const MAX_JSON_BYTES = 5 * 1024 * 1024
const LONE_SURROGATE = /\p{Surrogate}/u
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads JSON that a stranger wrote (security.md §2 rows 11 and 13). Size and depth are judged on the bytes, before any
 * recursion could overflow; then UTF-8 must be right, no byte order mark, no repeated name in an object, no `__proto__`, no lone
 * surrogate, no number beyond a double's range.
 *
 * @throws AttestaError `json.too-large`, `json.too-deep`, `json.not-utf8`, `json.malformed`, `json.repeated-name`,
 *   `json.forbidden-name`, `json.lone-surrogate`, `json.number-range`
 */
export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits = {}): JsonValue {
  const { maxBytes = MAX_JSON_BYTES } = limits
  if (bytes.length > maxBytes) throw new AttestaError('json.too-large', { limit: maxBytes })
  return parseStrictText(decodeUtf8(bytes), limits)
}

/**
 * The same of bytes in base64url, as tokens carry it.
 *
 * @throws AttestaError as `parseStrictJson`, and `base64url.malformed`
 */
export function parseStrictBase64url(encoded: string, limits: JsonLimits = {}): JsonValue {
  const { maxBytes = MAX_JSON_BYTES } = limits
  if (encoded.length * 0.75 > maxBytes) throw new AttestaError('json.too-large', { limit: maxBytes })
  return parseStrictText(decodeText(encoded), limits)
}

function decodeText(encoded: string): string {
  let text: string | undefined
  try {
    text = decodeTextBase64url(encoded)
  } catch (cause) {
    throw new AttestaError('json.not-utf8', {}, { cause })
  }
  if (text === undefined) throw new AttestaError('base64url.malformed')
  return text
}

/**
 * The same of a text that is already one, such as a JSON text inside another.
 *
 * @throws AttestaError as `parseStrictJson`; `json.too-large` here counts characters
 */
export function parseStrictText(text: string, { maxBytes = MAX_JSON_BYTES, maxDepth = 32 }: JsonLimits = {}): JsonValue {
  if (text.length > maxBytes) throw new AttestaError('json.too-large', { limit: maxBytes })
  const written = countNames(text, maxDepth)
  const value = parse(text)
  // JSON.parse keeps the last of two equal names (however each is escaped): then fewer are left than were written.
  if (countMembers(value, mayHoldHalves(text)) !== written) throw new AttestaError('json.repeated-name')
  return value
}

/** `\ud800` to `\udfff`, or what only looks like it. */
const ESCAPED_HALF = /\\u[dD][89a-fA-F]/

/** Whether a value may have half of a surrogate pair in it, which takes a half in the text or an escaped one: then each is looked at. */
function mayHoldHalves(text: string): boolean {
  return !isWellFormed(text) || (text.includes('\\u') && ESCAPED_HALF.test(text))
}

/** Colons outside strings, one for each member of an object, whatever the text turns out to be. */
function countNames(text: string, maxDepth: number): number {
  let names = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE:
        i = endOfString(text, i)
        break
      case COLON:
        names++
        break
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        if (++depth > maxDepth) throw new AttestaError('json.too-deep', { limit: maxDepth })
        break
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        depth--
        break
    }
  }
  return names
}

function endOfString(text: string, start: number): number {
  let end = start
  for (;;) {
    end = text.indexOf('"', end + 1)
    if (end === -1) throw new AttestaError('json.malformed')
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new AttestaError('json.not-utf8', {}, { cause })
  }
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    // The engine's message quotes the document, so it is not kept as cause.
    throw new AttestaError('json.malformed')
  }
}

/** Members of all objects, at whatever depth; a value that nobody should work on is refused on the way. */
function countMembers(value: JsonValue, mayHoldHalves: boolean): number {
  if (typeof value === 'string') {
    if (mayHoldHalves) assertWellFormed(value)
    return 0
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new AttestaError('json.number-range')
    return 0
  }
  if (typeof value !== 'object' || value === null) return 0
  let members = 0
  if (Array.isArray(value)) {
    for (const item of value) members += countMembers(item, mayHoldHalves)
    return members
  }
  const object = value as JsonObject
  for (const name of Object.keys(object)) {
    // Harmless here, a change of prototype in the first `copy[name] = …` downstream.
    if (name === '__proto__') throw new AttestaError('json.forbidden-name')
    if (mayHoldHalves) assertWellFormed(name)
    members++
    const member = object[name] as JsonValue
    // Most members are texts.
    if (typeof member !== 'string' || mayHoldHalves) members += countMembers(member, mayHoldHalves)
  }
  return members
}

function assertWellFormed(text: string): void {
  if (!isWellFormed(text)) throw new AttestaError('json.lone-surrogate')
}

/** Whether no half of a surrogate pair stands alone in it. */
export function isWellFormed(text: string): boolean {
  // Browsers of before 2023 lack the method, which is much the faster.
  return text.isWellFormed?.() ?? !LONE_SURROGATE.test(text)
}
