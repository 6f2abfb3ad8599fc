import { crypto } from '#crypto'
import { encode } from '../base64url.ts'
import { canonicalize } from '../json/index.ts'
import type { VerificationResult } from './check.ts'

/**
 * One name for one act, whichever rendering or copy of it is at hand. The digest of the record is the word of whoever issued it, since nobody
 * else has the whole record: it names an act only together with the issuer and what else was signed. So a stranger who writes the digest of
 * another's act does not take its place.
 */
export function actIdOf({ renderingOf, credential }: VerificationResult): string | undefined {
  if (renderingOf === undefined || credential === undefined) return undefined
  const { issuer, kind, number = '', dates } = credential
  return encode(crypto.sha256(new TextEncoder().encode(canonicalize([renderingOf, issuer.id, kind, number, dates.issued ?? '']))))
}
