import { canonicalize, isObject, type JsonValue } from '../json/index.ts'

/** Other names that a context gives to a member: 3.0.0 has one IRI for a class and a property, and terms of CLR that are bound to a datatype do not fit nodes. */
const SAME_MEMBER: Readonly<Record<string, string>> = {
  Achievement: 'achievement',
  'https://purl.imsglobal.org/spec/vc/clr/vocab.html#achievement': 'achievement',
  'https://purl.imsglobal.org/spec/vc/clr/vocab.html#association': 'association',
  'https://purl.imsglobal.org/spec/vc/clr/vocab.html#identifier-1': 'identifier',
}

/** Two names of one class: the context gives both the same IRI. */
const SAME_CLASS: Readonly<Record<string, string>> = { AchievementCredential: 'OpenBadgeCredential', geo: 'GeoCoordinates' }

/**
 * One text for all ways of writing that JSON-LD does not tell apart and that hide nothing: one value or a list of one, the order of a
 * list, an id alone or as the only member of an object, the context repeated in an embedded credential.
 */
export function settledText(value: JsonValue): string {
  return canonicalize(settle(value))
}

function settle(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items = value.map(settle)
    const [only] = items
    return items.length === 1 && only !== undefined ? only : inOrder(items)
  }
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([name]) => name !== '@context')
  const [only] = members
  if (members.length === 1 && only?.[0] === 'id') return only[1]
  return Object.fromEntries(
    members.map(([name, member]) => [
      Object.hasOwn(SAME_MEMBER, name) ? (SAME_MEMBER[name] ?? name) : name,
      settle(name === 'type' ? oneName(member) : member),
    ]),
  )
}

function oneName(type: JsonValue): JsonValue {
  if (Array.isArray(type)) return type.map(oneName)
  return typeof type === 'string' ? (SAME_CLASS[type] ?? type) : type
}

/** Each is written once, however often it is compared. */
function inOrder(items: readonly JsonValue[]): JsonValue[] {
  const written = items.map((item) => ({ item, text: canonicalize(item) }))
  return written.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0)).map(({ item }) => item)
}
