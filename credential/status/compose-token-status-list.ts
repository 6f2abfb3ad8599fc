import type { JsonObject } from '../json/index.ts'
import { type Bits, type EncodeTokenListInput, encodeTokenList } from './token-list.ts'

/** `typ` of a Status List Token (Token Status List §5.1). */
export const STATUS_LIST_JWT = 'statuslist+jwt'

/** What the two bits of our lists say; 1 and 2 are the registered INVALID and SUSPENDED (§7.1), 3 is application specific. */
export const TOKEN_WORDS = ['valido', 'annullato', 'sospeso', 'sostituito'] as const

export interface ComposeTokenStatusListInput extends EncodeTokenListInput {
  readonly bits: Bits
  /** Where the list is published: `sub`. */
  readonly uri: string
  readonly issuer: string
  /** NumericDate. */
  readonly iat: number
  readonly exp: number
  /** Seconds for which a copy may be relied on. */
  readonly ttl: number
}

/** Payload of a Status List Token, to be signed as `statuslist+jwt`. */
export async function composeTokenStatusList(input: ComposeTokenStatusListInput): Promise<JsonObject> {
  const { uri, issuer, iat, exp, ttl, bits } = input
  return { sub: uri, iss: issuer, iat, exp, ttl, status_list: { bits, lst: await encodeTokenList(input) } }
}
