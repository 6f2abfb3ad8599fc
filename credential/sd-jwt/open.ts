import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import type { Disclosure, Path, PlacedDisclosure } from './disclosure.ts'

/** Levels of a payload with its disclosures put in: each disclosure adds its own to those of the JSON limit. */
const MAX_DEPTH = 64
const DIGEST = /^[A-Za-z0-9_-]+$/

/** A disclosure with its place and the disclosure that contains its digest, if any. */
export interface OpenedDisclosure extends PlacedDisclosure {
  readonly parent: OpenedDisclosure | undefined
}

export interface Opened {
  /** The payload with what was disclosed in place and every digest gone: the "processed SD-JWT payload". */
  readonly payload: JsonObject
  readonly disclosures: readonly OpenedDisclosure[]
}

export interface OpenInput {
  readonly payload: JsonObject
  readonly disclosures: readonly Disclosure[]
  /** Top-level claims that must stand in plain, with everything inside them. */
  readonly plainOnly?: ReadonlySet<string>
}

/**
 * Puts disclosures where their digests stand: RFC 9901 §7.1 step 3 and 4, every "MUST be rejected" of it.
 *
 * @throws AttestaError `sd-jwt.digest-malformed`, `sd-jwt.digest-repeated`, `sd-jwt.reserved-name`, `sd-jwt.claim-collision`,
 *   `sd-jwt.disclosure-kind`, `sd-jwt.disclosure-unreferenced`, `sd-jwt.plain-claim-disclosed`, `json.too-deep`
 */
export function openDisclosures({ payload, disclosures, plainOnly = NOTHING }: OpenInput): Opened {
  const known = new Map<string, Disclosure | undefined>()
  for (const disclosure of disclosures) known.set(disclosure.digest, disclosure)
  const opening: Opening = { known, opened: [], plainOnly }
  const waiting = known.size
  const result = openObject(payload, [], undefined, opening)
  // Step 5: whatever is left was added by someone other than the issuer, or its parent was held back.
  if (opening.opened.length < waiting) throw new AttestaError('sd-jwt.disclosure-unreferenced')
  return { payload: result, disclosures: opening.opened }
}

const NOTHING: ReadonlySet<string> = new Set()

/** How far the opening of one payload is. */
interface Opening {
  /** Disclosures by the digest that has not been met yet; undefined where it has. */
  readonly known: Map<string, Disclosure | undefined>
  readonly opened: OpenedDisclosure[]
  readonly plainOnly: ReadonlySet<string>
}

type Parent = OpenedDisclosure | undefined

function openValue(value: JsonValue, path: Path, parent: Parent, opening: Opening): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (path.length > MAX_DEPTH) throw new AttestaError('json.too-deep', { limit: MAX_DEPTH })
  return isObject(value) ? openObject(value, path, parent, opening) : openArray(value, path, parent, opening)
}

function openObject(object: JsonObject, path: Path, parent: Parent, opening: Opening): JsonObject {
  const result: Record<string, JsonValue> = {}
  for (const name of Object.keys(object)) {
    if (name === '...') throw new AttestaError('sd-jwt.reserved-name')
    const value = object[name]
    if (value === undefined || name === '_sd' || (name === '_sd_alg' && path.length === 0)) continue
    result[name] = typeof value === 'object' ? openValue(value, [...path, name], parent, opening) : value
  }
  if (!Object.hasOwn(object, '_sd')) return result

  assertMayHide(path, opening)
  for (const digest of listOf(object._sd)) {
    const disclosure = take(digest, opening)
    if (disclosure === undefined) continue
    const { name } = disclosure
    if (name === undefined) throw new AttestaError('sd-jwt.disclosure-kind')
    if (Object.hasOwn(result, name)) throw new AttestaError('sd-jwt.claim-collision')
    const at = [...path, name]
    const placed = place(disclosure, at, parent, opening)
    result[name] = openValue(disclosure.value, at, placed, opening)
  }
  return result
}

function openArray(items: readonly JsonValue[], path: Path, parent: Parent, opening: Opening): JsonValue[] {
  return items.flatMap((item, index) => {
    const at = [...path, index]
    if (!isObject(item) || !Object.hasOwn(item, '...')) return [openValue(item, at, parent, opening)]
    if (Object.keys(item).length !== 1) throw new AttestaError('sd-jwt.reserved-name')

    assertMayHide(path, opening)
    const disclosure = take(item['...'], opening)
    if (disclosure === undefined) return []
    if (disclosure.name !== undefined) throw new AttestaError('sd-jwt.disclosure-kind')
    const placed = place(disclosure, at, parent, opening)
    return [openValue(disclosure.value, at, placed, opening)]
  })
}

/** Step 4: a digest may stand only once in the whole, also when nothing answers it. */
function take(value: JsonValue | undefined, { known }: Opening): Disclosure | undefined {
  const disclosure = typeof value === 'string' ? known.get(value) : undefined
  // One that is answered is well formed: it was worked out here.
  const digest = disclosure?.digest ?? readDigest(value)
  if (disclosure === undefined && known.has(digest)) throw new AttestaError('sd-jwt.digest-repeated')
  known.set(digest, undefined)
  return disclosure
}

function place(disclosure: Disclosure, path: Path, parent: Parent, opening: Opening): OpenedDisclosure {
  assertMayHide(path, opening)
  const { encoded, digest, salt, name, value } = disclosure
  // Written out: a spread takes forty times as long, once for each disclosure.
  const placed = name === undefined ? { encoded, digest, salt, value, path, parent } : { encoded, digest, salt, name, value, path, parent }
  opening.opened.push(placed)
  return placed
}

function assertMayHide([claim]: Path, { plainOnly }: Opening): void {
  if (typeof claim === 'string' && plainOnly.has(claim)) throw new AttestaError('sd-jwt.plain-claim-disclosed', { claim })
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (!Array.isArray(value)) throw new AttestaError('sd-jwt.digest-malformed')
  return value
}

function readDigest(value: JsonValue | undefined): string {
  if (typeof value !== 'string' || !DIGEST.test(value)) throw new AttestaError('sd-jwt.digest-malformed')
  return value
}
