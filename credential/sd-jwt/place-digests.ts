import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import type { Disclosure, Path } from './disclosure.ts'

/**
 * A disclosure and where its digest goes: `given_name`, `address/street`, `competences/0`. A bare disclosure goes to the top,
 * unless its digest already stands in the payload or in another disclosure.
 */
export type Placement = Disclosure | { readonly path: string | Path; readonly disclosure: Disclosure }

/** JSON under construction: the only place where a payload is edited. */
type Draft = { [name: string]: JsonValue }

/** The payload that will be signed: plain claims, digests in their places in alphabetical order (RFC 9901 §4.2.4.1), `_sd_alg`. */
export function placeDigests({
  payload,
  placements,
  decoys,
}: {
  payload: JsonObject
  placements: readonly Placement[]
  decoys: readonly string[]
}): JsonObject {
  const draft = structuredClone(payload) as Draft
  const referenced = new Set<string>()
  collectDigests(payload, referenced)
  for (const placement of placements) collectDigests(disclosureOf(placement).value, referenced)

  for (const placement of [...placements].sort(byIndex)) {
    const disclosure = disclosureOf(placement)
    if ('disclosure' in placement) place(draft, pathOf(placement.path), disclosure)
    else if (!referenced.has(disclosure.digest)) place(draft, [disclosure.name ?? ''], disclosure)
  }
  if (decoys.length > 0) draft._sd = [...digestsOf(draft), ...decoys]
  return { ...(sortDigests(draft) as JsonObject), _sd_alg: 'sha-256' }
}

function disclosureOf(placement: Placement): Disclosure {
  return 'disclosure' in placement ? placement.disclosure : placement
}

function pathOf(path: string | Path): Path {
  return typeof path === 'string' ? path.split('/') : path
}

/** Elements of an array are placed in the order of their indexes, whatever the order in which they were given. */
function byIndex(a: Placement, b: Placement): number {
  return indexOf(a) - indexOf(b)
}

function indexOf(placement: Placement): number {
  return 'disclosure' in placement ? Number(pathOf(placement.path).at(-1)) || 0 : 0
}

function place(draft: Draft, path: Path, disclosure: Disclosure): void {
  const parents = path.slice(0, -1).map(String)
  if (disclosure.name !== undefined) {
    if (String(path.at(-1)) !== disclosure.name) throw new AttestaError('sd-jwt.path')
    const parent = descend(draft, parents)
    parent._sd = [...digestsOf(parent), disclosure.digest]
    return
  }
  const array = parents.at(-1)
  if (array === undefined) throw new AttestaError('sd-jwt.path')
  const parent = descend(draft, parents.slice(0, -1))
  const items = Object.hasOwn(parent, array) ? parent[array] : []
  const index = Number(path.at(-1))
  if (!Array.isArray(items) || !Number.isInteger(index) || index < 0 || index > items.length) throw new AttestaError('sd-jwt.path')
  parent[array] = items.toSpliced(index, 0, { '...': disclosure.digest })
}

/** The object at a path, made where it is missing. */
function descend(draft: Draft, names: readonly string[]): Draft {
  let current = draft
  for (const name of names) {
    if (!Object.hasOwn(current, name)) current[name] = {}
    const next = current[name]
    if (!isObject(next)) throw new AttestaError('sd-jwt.path')
    current = next as Draft
  }
  return current
}

function digestsOf(object: JsonObject): readonly JsonValue[] {
  const digests = object._sd
  return Array.isArray(digests) ? digests : []
}

function sortDigests(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sortDigests)
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([name, member]): [string, JsonValue] => [
    name,
    name === '_sd' && Array.isArray(member) ? [...member].sort() : sortDigests(member),
  ])
  return Object.fromEntries(members)
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
