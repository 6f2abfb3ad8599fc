import { crypto } from '#crypto'
import { encode } from '../base64url.ts'
import { canonicalize, type JsonValue } from '../json/index.ts'
import type { Attestation } from './attestation.ts'

/** The address of an attestation: base64url(SHA-256(UTF-8(RFC 8785 form))). Every rendering carries it. */
export function digestOf(attestation: Attestation): string {
  // An interface is not known to have no other members, hence the assertion; the canonicalizer refuses what is not JSON.
  return encode(crypto.sha256(new TextEncoder().encode(canonicalize(attestation as unknown as JsonValue))))
}
