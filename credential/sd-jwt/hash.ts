import { crypto } from '#crypto'
import { encode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import type { JsonValue } from '../json/index.ts'

/** Names of the IANA "Named Information Hash Algorithm" registry that RFC 9901 §4.1.1 lets `_sd_alg` carry, less the weak ones. */
export type HashAlgorithm = 'sha-256' | 'sha-384' | 'sha-512'

const functions: Readonly<Record<HashAlgorithm, (data: Uint8Array) => Uint8Array>> = {
  'sha-256': crypto.sha256,
  'sha-384': crypto.sha384,
  'sha-512': crypto.sha512,
}

const utf8 = new TextEncoder()

/** `_sd_alg` of an issued payload; SHA-256 where it is absent (RFC 9901 §4.1.1). */
export function readHashAlgorithm(name: JsonValue | undefined): HashAlgorithm {
  if (name === undefined) return 'sha-256'
  if (name === 'sha-256' || name === 'sha-384' || name === 'sha-512') return name
  throw new AttestaError('sd-jwt.hash-algorithm')
}

/** base64url(hash(ASCII(text))): the digest of a disclosure and of a presentation (RFC 9901 §4.2.3, §4.3.1). */
export function digestOfText(text: string, algorithm: HashAlgorithm): string {
  return encode(functions[algorithm](utf8.encode(text)))
}
