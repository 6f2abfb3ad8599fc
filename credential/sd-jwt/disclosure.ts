import { crypto } from '#crypto'
import { encodeText } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import { canonicalize, type JsonValue } from '../json/index.ts'

/** A claim or an array element that the holder may keep back (RFC 9901 §4.2). Array elements have no name. */
export interface Disclosure {
  /** As it travels and as it was hashed. */
  readonly encoded: string
  /** By the hash of the SD-JWT that it belongs to. */
  readonly digest: string
  readonly salt: string
  readonly name?: string
  readonly value: JsonValue
}

/** Where something stands in the issued payload, names and array indexes from the top. */
export type Path = readonly (string | number)[]

export interface PlacedDisclosure extends Disclosure {
  readonly path: Path
}

/** RFC 9901 §4.2.1 forbids the first two; `_sd_alg` would change the hash, `__proto__` an object's prototype. */
const RESERVED = new Set(['_sd', '...', '_sd_alg', '__proto__'])

export function assertClaimName(name: string): void {
  if (RESERVED.has(name)) throw new AttestaError('sd-jwt.reserved-name')
}

export interface CreateDisclosureInput {
  /** At least 128 random bits in base64url (RFC 9901 §9.3); drawn by the caller, so that a decision can fix it beforehand. */
  readonly salt: string
  /** Absent for an array element. */
  readonly name?: string
  readonly value: JsonValue
}

/**
 * A disclosure whose text is canonical JSON, so that equal salt, name and value give an equal digest on every machine.
 *
 * @throws AttestaError `sd-jwt.reserved-name`
 */
export function createDisclosure({ salt, name, value }: CreateDisclosureInput): Disclosure {
  if (name === undefined) {
    const encoded = encodeText(canonicalize([salt, value]))
    return { encoded, digest: crypto.hashText({ hash: 'sha-256', text: encoded }), salt, value }
  }
  assertClaimName(name)
  const encoded = encodeText(`[${canonicalize(salt)},${canonicalize(name)},${canonicalize(value)}]`)
  return { encoded, digest: crypto.hashText({ hash: 'sha-256', text: encoded }), salt, name, value }
}
