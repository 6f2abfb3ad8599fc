import { canonicalize, isObject, type JsonValue } from '../json/index.ts'

/** Two names of one class: the context gives both the same IRI. */
const SAME_CLASS: Readonly<Record<string, string>> = { AchievementCredential: 'OpenBadgeCredential', geo: 'GeoCoordinates' }

/**
 * One text for all ways of writing that JSON-LD does not tell apart and that hide nothing: one value or a list of one, the order of a
 * list, the context repeated in an embedded credential.
 */
export function settledText(value: JsonValue): string {
  return canonicalize(settle(value))
}

function settle(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items = value.map(settle)
    const [only] = items
    return items.length === 1 && only !== undefined ? only : items.sort(byText)
  }
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      name === '@context' ? [] : [[name, settle(name === 'type' ? oneName(member) : member)]],
    ),
  )
}

function oneName(type: JsonValue): JsonValue {
  if (Array.isArray(type)) return type.map(oneName)
  return typeof type === 'string' ? (SAME_CLASS[type] ?? type) : type
}

function byText(one: JsonValue, other: JsonValue): number {
  const [a, b] = [canonicalize(one), canonicalize(other)]
  return a < b ? -1 : a > b ? 1 : 0
}
