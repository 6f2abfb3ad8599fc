import { CLR_2_0, DRAFT_CLR_2, DRAFT_OPEN_BADGES_3, OPEN_BADGES } from '../contexts/addresses.ts'
import type { JsonObject } from '../json/index.ts'

const PUBLISHED: Readonly<Record<string, string>> = { [DRAFT_OPEN_BADGES_3]: OPEN_BADGES.at(-1) ?? '', [DRAFT_CLR_2]: CLR_2_0 }

/**
 * A credential that names vocabularies of a draft, with those that were published in their place. Only where the signature covers the
 * bytes, as in a JWT: over RDF the names are signed, and these are then refused.
 */
export function withPublishedContexts(credential: JsonObject): JsonObject {
  const { '@context': context } = credential
  if (!Array.isArray(context)) return credential
  return {
    ...credential,
    '@context': context.map((name) => (typeof name === 'string' && Object.hasOwn(PUBLISHED, name) ? (PUBLISHED[name] ?? name) : name)),
  }
}
