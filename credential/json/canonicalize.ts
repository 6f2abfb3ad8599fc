import { AttestaError } from '../errors.ts'
import type { JsonValue } from './value.ts'

const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * The one JSON text of a value: RFC 8785 (JCS). Members sorted by UTF-16 code units (§3.2.3), numbers as ECMAScript writes
 * them (§3.2.2.3), no white space.
 *
 * @throws AttestaError `json.number-range` for NaN and infinities, `json.lone-surrogate`, `json.malformed` for what is not JSON
 */
export function canonicalize(value: JsonValue): string {
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new AttestaError('json.number-range')
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object') throw new AttestaError('json.malformed')
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${canonicalString(name)}:${canonicalize(member)}`).join(',')}}`
}

function canonicalString(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new AttestaError('json.lone-surrogate')
  return JSON.stringify(text)
}
