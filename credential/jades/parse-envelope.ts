import { isObject, isWellFormed, type JsonLimits, type JsonValue, MAX_JSON_BYTES, parseStrictText } from '../json/index.ts'

const HEAD = '{"payload":'
const TAIL = ',"signatures":['

/**
 * `parseStrictText`, faster for an envelope as sealers write it: a long text that is itself JSON, then the signatures. Where the literal of
 * the payload is one literal and what stands around it is strict JSON without a second payload, so is the whole; whatever is not written
 * like that is read in the ordinary way, which also finds the words for what is wrong.
 *
 * @throws AttestaError as `parseStrictText`
 */
export function parseEnvelope(text: string, limits: JsonLimits = {}): JsonValue {
  const { maxBytes = MAX_JSON_BYTES } = limits
  const tail = text.startsWith(`${HEAD}"`) && text.length <= maxBytes ? text.lastIndexOf(TAIL) : -1
  const payload = tail === -1 ? undefined : textOf(text.slice(HEAD.length, tail))
  if (payload === undefined || !isWellFormed(payload)) return parseStrictText(text, limits)
  const around = parseStrictText(`{${text.slice(tail + 1)}`, limits)
  if (!isObject(around) || Object.hasOwn(around, 'payload')) return parseStrictText(text, limits)
  return { payload, ...around }
}

function textOf(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
