import { AttestaError } from '../errors.ts'
import type { JsonValue } from '../json/index.ts'
import { isAllowedContext, isAllowedRecordContext } from './allowed-contexts.ts'

/**
 * No member in a spelling that only JSON-LD understands: a full IRI, a prefix, a keyword. That is how a holder hides `validUntil` or
 * `credentialStatus` from a reader and leaves the signature intact (security.md §0, finding 1). Embedded credentials may repeat the
 * context.
 *
 * @throws AttestaError `schema.member-name`, `schema.context`
 */
export function assertPlainNames(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) assertPlainNames(item)
    return
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === '@context') {
      if (!isAllowedContext(member) && !isAllowedRecordContext(member)) throw new AttestaError('schema.context')
      continue
    }
    if (name.startsWith('@') || name.includes(':')) throw new AttestaError('schema.member-name')
    assertPlainNames(member)
  }
}
