import { isObject, type JsonObject, type JsonValue } from '../../json/index.ts'

/** A document in two: what it is built like, and the texts that stand in it. */
export interface Outline {
  /** Equal for two documents only when they differ in nothing but their leaves. */
  readonly shape: string
  /** Texts that may be just anything as far as the shape goes, in the order of the document. */
  readonly leaves: readonly string[]
}

/** What is larger is rare, and goes the long way. */
const MAX_LEAVES = 1_000
const MAX_SHAPE = 32_000

/**
 * The outline of a document; undefined where there is something in it that a shape cannot stand for. Names, numbers, types, contexts and
 * whatever JSON-LD has keywords for decide how the rest is read, so they belong to the shape. Each text in it has its length before it.
 */
export function outlineOf(document: JsonObject): Outline | undefined {
  const leaves: string[] = []
  const shape = outline(document, leaves)
  return shape === undefined || leaves.length > MAX_LEAVES || shape.length > MAX_SHAPE ? undefined : { shape, leaves }
}

function outline(value: JsonValue | undefined, leaves: string[]): string | undefined {
  if (typeof value === 'string') {
    leaves.push(value)
    return '$'
  }
  if (typeof value !== 'object' || value === null) return written(value)
  let shape = ''
  if (!isObject(value)) {
    for (const item of value) {
      const inner = outline(item, leaves)
      if (inner === undefined) return undefined
      shape += inner
    }
    return `[${shape}]`
  }
  for (const name of Object.keys(value)) {
    const inner = isDeciding(name) ? whole(name, value[name]) : outline(value[name], leaves)
    if (inner === undefined) return undefined
    shape += `${name.length}:${name}${inner}`
  }
  return `{${shape}}`
}

/** Members whose texts say how others are read. Another alias of `@type` is found out when the shape is tried. */
export function isDeciding(name: string): boolean {
  return name === 'type' || (name.startsWith('@') && name !== '@id' && name !== '@value')
}

/** A deciding member to the letter. Contexts are addresses: one that is written out goes the long way, where it is judged. */
function whole(name: string, value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return `"${value.length}:${value}`
  if (Array.isArray(value)) {
    let shape = ''
    for (const item of value) {
      if (typeof item !== 'string') return undefined
      shape += `"${item.length}:${item}`
    }
    return `[${shape}]`
  }
  return name === '@context' ? undefined : written(value)
}

function written(value: JsonValue | undefined): string | undefined {
  if (value === null || typeof value === 'boolean') return `${value};`
  return typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0) ? `${value};` : undefined
}

/** The document with other texts in its leaves. */
export function withLeaves(document: JsonObject, leaves: readonly string[]): JsonObject {
  let next = 0
  const fill = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return leaves[next++] ?? value
    if (Array.isArray(value)) return value.map(fill)
    return isObject(value) ? fillObject(value) : value
  }
  const fillObject = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([name, member]) => [name, isDeciding(name) ? member : fill(member)]))
  return fillObject(document)
}
