import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import type { Disclosure, Path } from './disclosure.ts'

/**
 * A disclosure and where its digest goes: `given_name`, `address/street`, `competences/0`. A bare disclosure goes to the top,
 * unless its digest already stands in the payload or in another disclosure.
 */
export type Placement = Disclosure | { readonly path: string | Path; readonly disclosure: Disclosure }

export interface PlaceDigestsInput {
  readonly payload: JsonObject
  readonly placements: readonly Placement[]
  readonly decoys: readonly string[]
}

/** The payload that will be signed: plain claims, digests in their places in alphabetical order (RFC 9901 §4.2.4.1), `_sd_alg`. */
export function placeDigests({ payload, placements, decoys }: PlaceDigestsInput): JsonObject {
  const places = [...standing(payload, placements)]
  const deeper = places.filter(({ path }) => path.length > 1).sort(byIndex)
  const draft = deeper.reduce((object, { path, disclosure }) => insertIntoObject(object, path, disclosure), payload)
  const digests = places.filter(({ path }) => path.length === 1).map(({ path: [name], disclosure }) => memberDigest(name, disclosure))
  return { ...addDigests(draft, [...digests, ...decoys]), _sd_alg: 'sha-256' }
}

interface Place {
  readonly path: Path
  readonly disclosure: Disclosure
}

function* standing(payload: JsonObject, placements: readonly Placement[]): Iterable<Place> {
  const referenced = new Set<string>()
  if (placements.some((placement) => !('disclosure' in placement))) {
    collectDigests(payload, referenced)
    for (const placement of placements) collectDigests('disclosure' in placement ? placement.disclosure.value : placement.value, referenced)
  }
  for (const placement of placements) {
    if ('disclosure' in placement) {
      const { path, disclosure } = placement
      yield { path: typeof path === 'string' ? path.split('/') : path, disclosure }
    } else if (!referenced.has(placement.digest)) {
      yield { path: [placement.name ?? ''], disclosure: placement }
    }
  }
}

/** Elements of an array are put in by their indexes, whatever the order in which they were given. */
function byIndex(a: Place, b: Place): number {
  return (Number(a.path.at(-1)) || 0) - (Number(b.path.at(-1)) || 0)
}

function insert(value: JsonValue | undefined, path: Path, disclosure: Disclosure): JsonValue {
  if (Array.isArray(value)) return insertIntoArray(value, path, disclosure)
  if (value === undefined && path.length === 1 && disclosure.name === undefined) return insertIntoArray([], path, disclosure)
  if (value !== undefined && !isObject(value)) throw new AttestaError('sd-jwt.path')
  return insertIntoObject(value ?? {}, path, disclosure)
}

function insertIntoObject(object: JsonObject, [step, ...rest]: Path, disclosure: Disclosure): JsonObject {
  const name = String(step)
  if (rest.length > 0) return { ...object, [name]: insert(Object.hasOwn(object, name) ? object[name] : undefined, rest, disclosure) }
  return addDigests(object, [memberDigest(step, disclosure)])
}

function memberDigest(name: string | number | undefined, disclosure: Disclosure): string {
  if (String(name) !== disclosure.name) throw new AttestaError('sd-jwt.path')
  return disclosure.digest
}

function insertIntoArray(items: readonly JsonValue[], [step, ...rest]: Path, disclosure: Disclosure): JsonValue {
  const index = Number(step)
  if (!Number.isInteger(index) || index < 0 || index > items.length) throw new AttestaError('sd-jwt.path')
  if (rest.length > 0) return items.with(index, insert(items[index], rest, disclosure))
  if (disclosure.name !== undefined) throw new AttestaError('sd-jwt.path')
  return items.toSpliced(index, 0, { '...': disclosure.digest })
}

function addDigests(object: JsonObject, digests: readonly string[]): JsonObject {
  if (digests.length === 0) return object
  return { ...object, _sd: [...digestsOf(object), ...digests].sort() }
}

function digestsOf(object: JsonObject): readonly JsonValue[] {
  return Array.isArray(object._sd) ? object._sd : []
}

function collectDigests(value: JsonValue, into: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collectDigests(item, into)
    return
  }
  if (!isObject(value)) return
  for (const digest of digestsOf(value)) into.add(String(digest))
  if (typeof value['...'] === 'string') into.add(value['...'])
  for (const member of Object.values(value)) collectDigests(member, into)
}
