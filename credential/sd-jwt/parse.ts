import type { HashName } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { parseCompact, type UntrustedJws } from '../jose/index.ts'
import type { Disclosure } from './disclosure.ts'
import { readHashName } from './hash.ts'
import { readAllDisclosures } from './read-disclosure.ts'

/** Counts and sizes are capped before any hashing or signature (security.md §2 row 12). */
const MAX_CHARACTERS = 1024 * 1024
const MAX_DISCLOSURES = 1000

/** An SD-JWT or SD-JWT+KB as received: well formed, nothing verified. */
export interface ParsedSdJwt {
  readonly jws: UntrustedJws
  readonly hash: HashName
  readonly disclosures: readonly Disclosure[]
  /** Everything up to the last tilde: what `sd_hash` is taken over. */
  readonly presented: string
  readonly keyBinding?: UntrustedJws
}

/**
 * Takes the compact form `<jwt>~<disclosure>~…~[<kb-jwt>]` apart (RFC 9901 §4). The result is untrusted.
 *
 * @throws AttestaError `sd-jwt.malformed`, `sd-jwt.too-large`, `sd-jwt.hash-algorithm`, `sd-jwt.disclosure-malformed`,
 *   `sd-jwt.disclosure-repeated`, `sd-jwt.reserved-name`, `sd-jwt.key-binding-malformed`, `jws.*`
 */
export function parseSdJwt(text: string): ParsedSdJwt {
  if (text.length > MAX_CHARACTERS) throw new AttestaError('sd-jwt.too-large')
  const end = text.lastIndexOf('~')
  if (end === -1) throw new AttestaError('sd-jwt.malformed')
  const presented = text.slice(0, end + 1)
  const encoded = text.slice(0, end).split('~')
  const jwt = encoded.shift() ?? ''
  if (encoded.length > MAX_DISCLOSURES) throw new AttestaError('sd-jwt.too-large')

  const jws = parseCompact(jwt)
  const hash = readHashName(jws.payload._sd_alg)
  const disclosures = readAllDisclosures(encoded, hash)
  // By their digests, which are shorter.
  if (new Set(disclosures.map(({ digest }) => digest)).size !== encoded.length) throw new AttestaError('sd-jwt.disclosure-repeated')

  const kbJwt = text.slice(end + 1)
  if (kbJwt === '') return { jws, hash, disclosures, presented }
  return { jws, hash, disclosures, presented, keyBinding: parseKeyBinding(kbJwt) }
}

function parseKeyBinding(kbJwt: string): UntrustedJws {
  try {
    return parseCompact(kbJwt)
  } catch (cause) {
    throw new AttestaError('sd-jwt.key-binding-malformed', {}, { cause })
  }
}
