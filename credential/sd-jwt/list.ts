import { isObject, type JsonValue } from '../json/index.ts'
import type { Path } from './disclosure.ts'
import { openDisclosures } from './open.ts'
import { parseSdJwt } from './parse.ts'

export interface ListedDisclosure {
  readonly path: Path
  /** Absent for an element of an array. */
  readonly name?: string
  /** What this disclosure alone shows: those inside it are listed apart. */
  readonly value: JsonValue
  readonly encoded: string
}

/**
 * What the holder could show, for the wallet's "what will be shared". Nothing is verified here: the wallet verified it on receipt.
 *
 * @throws AttestaError `sd-jwt.*`, `jws.*` when it is not well formed
 */
export function listDisclosures(sdJwt: string): ListedDisclosure[] {
  const { jws, disclosures } = parseSdJwt(sdJwt)
  return openDisclosures({ payload: jws.payload, disclosures }).disclosures.map(({ path, name, value, encoded }) => ({
    path,
    ...(name === undefined ? {} : { name }),
    value: withoutDigests(value),
    encoded,
  }))
}

function withoutDigests(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.filter((item) => !isObject(item) || !Object.hasOwn(item, '...')).map(withoutDigests)
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([name]) => name !== '_sd')
  return Object.fromEntries(members.map(([name, member]) => [name, withoutDigests(member)]))
}
