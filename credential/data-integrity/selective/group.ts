import type { Quad } from 'rdf-canonize'
import type { Contexts } from '../../contexts/index.ts'
import { isObject, type JsonObject, type JsonValue } from '../../json/index.ts'
import { select } from './pointers.ts'
import { partToDataset, skolemize } from './skolemize.ts'
import { canonicalStatements, type Labels, namedStatements } from './statements.ts'

export interface Group {
  /** Places among all statements, in their order. */
  readonly indexes: readonly number[]
  readonly dataset: readonly Quad[]
}

export interface Grouped<Name extends string> {
  readonly statements: readonly string[]
  readonly labels: Labels
  readonly groups: Readonly<Record<Name, Group>>
}

/**
 * The canonical statements of a document, and which of them each list of pointers chooses (vc-di-ecdsa §3.4.2, canonicalizeAndGroup).
 *
 * @throws AttestaError `vc.pointer`, and as `canonize`
 */
export async function group<Name extends string>({
  document,
  contexts,
  relabel,
  pointers,
}: {
  document: JsonObject
  contexts: Contexts
  relabel: (canonical: readonly string[]) => Labels
  pointers: Readonly<Record<Name, readonly string[]>>
}): Promise<Grouped<Name>> {
  // By the document's own pointers first: an array of one is no array once it was compacted, and an absent place is told as such.
  for (const list of Object.values<readonly string[]>(pointers)) select(document, list)
  const { compact, dataset } = await skolemize({ document, contexts })
  const skolem = alongside(document, compact) as JsonObject
  const { statements, labels } = await canonicalStatements({ dataset, relabel })
  const groups = await Promise.all(
    Object.entries<readonly string[]>(pointers).map(async ([name, list]) => {
      const part = select(skolem, list)
      const chosen = part === undefined ? [] : await partToDataset({ document: part, contexts })
      const own = namedStatements({ dataset: chosen, labels })
      const indexes = statements.flatMap((statement, index) => (own.has(statement) ? [index] : []))
      return [name, { indexes, dataset: chosen }] as const
    }),
  )
  return { statements, labels, groups: Object.fromEntries(groups) as unknown as Record<Name, Group> }
}

/** Compacting unwraps an array of one and an object of nothing but an `id`; pointers go by how the document is written. */
function alongside(original: JsonValue | undefined, value: JsonValue): JsonValue {
  if (Array.isArray(original)) {
    const items = Array.isArray(value) ? value : [value]
    return items.map((item, index) => alongside(original[index], item))
  }
  if (!isObject(original) || '@value' in original) return value
  if (typeof value === 'string') return { id: value }
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === '@context' ? member : alongside(original[name], member)]),
  )
}
