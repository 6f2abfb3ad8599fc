import { AttestaError } from '../errors.ts'
import type { JsonObject, JsonValue } from './value.ts'

/** Text that stands between quotes as it is: nothing to escape, no surrogate. */
const PLAIN = /^[ !#-[\]-~\u00a0-\ud7ff]*$/
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * The one JSON text of a value: RFC 8785 (JCS). Members sorted by UTF-16 code units (§3.2.3), numbers as ECMAScript writes
 * them (§3.2.2.3), no white space.
 *
 * @throws AttestaError `json.number-range` for NaN and infinities, `json.lone-surrogate`, `json.malformed` for what is not JSON
 */
export function canonicalize(value: JsonValue): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      if (!Number.isFinite(value)) throw new AttestaError('json.number-range')
      return JSON.stringify(value)
    case 'boolean':
      return String(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? `[${value.map(canonicalize).join(',')}]` : canonicalObject(value as JsonObject)
    default:
      throw new AttestaError('json.malformed')
  }
}

function canonicalObject(value: JsonObject): string {
  let members = ''
  for (const name of Object.keys(value).sort()) {
    const member = value[name]
    if (member === undefined) throw new AttestaError('json.malformed')
    members += `${members === '' ? '' : ','}${quote(name)}:${canonicalize(member)}`
  }
  return `{${members}}`
}

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (LONE_SURROGATE.test(text)) throw new AttestaError('json.lone-surrogate')
  return JSON.stringify(text)
}
