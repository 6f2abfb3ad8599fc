import { AttestaError } from '../errors.ts'
import { isObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import { isOpenBadge2Context } from './context.ts'

/**
 * Does a RevocationList (Open Badges 2.0 §RevocationList) name this assertion? Entries are ids, or objects with an id or the older `uid`.
 *
 * @throws AttestaError `status-list.malformed`, `json.*`
 */
export function isRevokedIn({ bytes, assertion }: { readonly bytes: Uint8Array; readonly assertion: string }): boolean {
  const list = parseStrictJson(bytes)
  if (!isObject(list) || !isOpenBadge2Context(list['@context']) || !Array.isArray(list.revokedAssertions)) {
    throw new AttestaError('status-list.malformed')
  }
  return list.revokedAssertions.some((entry) => idOf(entry) === assertion)
}

function idOf(entry: JsonValue): string {
  const id = isObject(entry) ? (entry.id ?? entry.uid) : entry
  if (typeof id !== 'string') throw new AttestaError('status-list.malformed')
  return id
}
