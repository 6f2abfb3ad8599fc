import type { HashName } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import type { JsonValue } from '../json/index.ts'

/**
 * `_sd_alg` of an issued payload; SHA-256 where it is absent. Of the IANA names that RFC 9901 §4.1.1 lets it carry, the weak
 * ones are refused.
 *
 * @throws AttestaError `sd-jwt.hash-algorithm`
 */
export function readHashName(name: JsonValue | undefined): HashName {
  if (name === undefined) return 'sha-256'
  if (name === 'sha-256' || name === 'sha-384' || name === 'sha-512') return name
  throw new AttestaError('sd-jwt.hash-algorithm')
}
