import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { parseDateTime } from '../time.ts'

/** Absolute, and of characters that a URL may have (VCDM 2.0 §4.4: `id` values are URLs; DIDs and URNs are). */
const URL_TEXT = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i
const HIERARCHICAL = /^[a-z][a-z0-9+.-]*:\/\//i
const MAX_TEXT = 4096

export function malformed(at: string): AttestaError {
  return new AttestaError('vc.malformed', { at })
}

/** One or several values; an empty list is none. */
export function listOf(value: JsonValue | undefined, at: string): readonly JsonValue[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) return [value as JsonValue]
  if (value.length === 0) throw malformed(at)
  return value
}

export function objectsOf(value: JsonValue | undefined, at: string): readonly JsonObject[] {
  return listOf(value, at).map((item) => {
    if (!isObject(item)) throw malformed(at)
    return item
  })
}

export function isUrl(value: JsonValue | undefined): value is string {
  if (typeof value !== 'string' || value.length > MAX_TEXT || !URL_TEXT.test(value)) return false
  return !HIERARCHICAL.test(value) || URL.canParse(value)
}

export function assertUrl(value: JsonValue | undefined, at: string): asserts value is string {
  if (!isUrl(value)) throw malformed(at)
}

export function assertOptionalUrl(value: JsonValue | undefined, at: string): void {
  if (value !== undefined) assertUrl(value, at)
}

/** `type` of a member that must say what it is: text, one or several. Whether each has a meaning, JSON-LD tells. */
export function assertTyped({ type }: JsonObject, at: string): void {
  if (type === undefined || !listOf(type, `${at}.type`).every((name) => typeof name === 'string' && name !== ''))
    throw malformed(`${at}.type`)
}

export function dateTimeOf(value: JsonValue | undefined, at: string): Date | undefined {
  if (value === undefined) return undefined
  try {
    if (typeof value === 'string') return parseDateTime(value)
  } catch {
    // Told below, with the place.
  }
  throw malformed(at)
}

/** VCDM 2.0 §11.1: text, or value objects of a language and a direction, and nothing else in them. */
export function assertLanguageText(value: JsonValue | undefined, at: string): void {
  for (const item of listOf(value, at)) {
    if (typeof item === 'string') continue
    if (!isObject(item) || typeof item['@value'] !== 'string') throw malformed(at)
    const { '@value': _, '@language': language, '@direction': direction, ...more } = item
    if (Object.keys(more).length > 0) throw malformed(at)
    if (language !== undefined && (typeof language !== 'string' || !/^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(language))) throw malformed(at)
    if (direction !== undefined && direction !== 'ltr' && direction !== 'rtl') throw malformed(at)
  }
}
