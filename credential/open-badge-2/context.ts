import { crypto } from '#crypto'
import { OPEN_BADGES_2 } from '../contexts/addresses.ts'
import { canonicalize, isObject, type JsonValue } from '../json/index.ts'

/** SHA-256 of the canonical JSON of the published vocabulary: some issuers write it out instead of naming it. */
const WRITTEN_OUT = '8OPUiT1th5-nizhNWOrTa_w4pokf8iTvtBD1nrSE-N8'

/**
 * The vocabulary of Open Badges 2.0, named or written out word for word. Nothing of it is processed: members are read by their names, and
 * what is signed or published is the text itself.
 */
export function isOpenBadge2Context(context: JsonValue | undefined): boolean {
  if (Array.isArray(context)) return context[0] === OPEN_BADGES_2 && context.every((item) => typeof item === 'string')
  if (isObject(context)) return crypto.hashText({ hash: 'sha-256', text: canonicalize(context) }) === WRITTEN_OUT
  return context === OPEN_BADGES_2
}

/** Does it call itself a document of Open Badges 2.0, with whatever vocabulary? */
export function isOpenBadge2(document: { readonly '@context'?: JsonValue }): boolean {
  const { '@context': context } = document
  return isOpenBadge2Context(context)
}
