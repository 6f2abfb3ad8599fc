import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import { readShape, type Shape } from '../shape/index.ts'
import { isOpenBadge2Context } from './context.ts'

/**
 * Reads a document of Open Badges 2.0 of one class, closed. Extensions (§Extensions) are known by their names and are not read.
 *
 * @throws AttestaError `schema.context`, `schema.open-badge-2` with the place
 */
export function readClass<T>({ document, shape }: { readonly document: JsonValue; readonly shape: Shape<T> }): T {
  if (!isObject(document)) throw new AttestaError('schema.open-badge-2', { at: 'document' })
  if (!isOpenBadge2Context(document['@context'])) throw new AttestaError('schema.context')
  return readShape({ shape, value: withoutExtensions(document), code: 'schema.open-badge-2' })
}

/**
 * The same from the bytes that were published at its address.
 *
 * @throws AttestaError as `readClass`, and `json.*`
 */
export function readPublished<T>({ bytes, shape }: { readonly bytes: Uint8Array; readonly shape: Shape<T> }): T {
  return readClass({ document: parseStrictJson(bytes), shape })
}

function withoutExtensions(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutExtensions)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, JsonValue][] =>
      /^extensions:[A-Za-z0-9]+$/.test(name) ? [] : [[presentName(name), name === '@context' ? member : withoutExtensions(member)]],
    ),
  )
}

/** Open Badges 1.1 and drafts of 2.0 have another word for it, which the vocabulary makes the same. */
function presentName(name: string): string {
  return name === 'verify' ? 'verification' : name
}

export function sameText(one: JsonObject, other: JsonObject): boolean {
  return settled(one) === settled(other)
}

/** One value or a list of one is the same, and so is the order of members. */
function settled(value: JsonValue): string {
  if (Array.isArray(value)) return value.length === 1 ? settled(value[0] ?? null) : `[${value.map(settled).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${settled(value[name] ?? null)}`).join(',')}}`
}
