import type { Quad, Term } from 'rdf-canonize'
import type { Contexts } from '../../contexts/index.ts'
import { AttestaError } from '../../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../json/index.ts'
import { compactAgain, expand, expandedToDataset, toDataset } from '../json-ld.ts'

/** Stands for a blank node while parts of a document are taken out (vc-di-ecdsa §3.4.5). */
const SKOLEM = 'urn:bnid:'

export interface Skolemized {
  /** The document, each blank node named. */
  readonly compact: JsonObject
  /** The whole as a dataset, with blank nodes again. */
  readonly dataset: readonly Quad[]
}

/**
 * Gives every blank node of a document a name of its own, so that it is the same node in whatever part is taken out.
 *
 * @throws AttestaError `proof.json-ld` for a document that brings such names, and as `toDataset`
 */
export async function skolemize({ document, contexts }: { document: JsonObject; contexts: Contexts }): Promise<Skolemized> {
  const expanded = await expand({ document, contexts })
  let count = 0
  const name = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(name)
    if (!isObject(value) || '@value' in value) return value
    const named = Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [member, member.startsWith('@') && !isNodes(member) ? inner : name(inner)]),
    )
    if ('@list' in value || '@set' in value) return named
    const id = value['@id']
    if (typeof id === 'string' && id.startsWith(SKOLEM)) throw new AttestaError('proof.json-ld')
    if (id === undefined) return { ...named, '@id': `${SKOLEM}a${count++}` }
    return typeof id === 'string' && id.startsWith('_:') ? { ...named, '@id': `${SKOLEM}b${id.slice(2)}` } : named
  }
  const all = expanded.map(name)
  const [dataset, compact] = await Promise.all([
    expandedToDataset({ expanded: all, contexts }),
    compactAgain({ expanded: all, context: document['@context'] ?? null, contexts }),
  ])
  return { compact, dataset: deskolemize(dataset) }
}

/** Keywords that hold nodes. */
function isNodes(member: string): boolean {
  return member === '@list' || member === '@set' || member === '@graph' || member === '@included' || member === '@reverse'
}

/** A part of a skolemized document as a dataset, with blank nodes again. */
export async function partToDataset({ document, contexts }: { document: JsonObject; contexts: Contexts }): Promise<readonly Quad[]> {
  return deskolemize(await toDataset({ document, contexts }))
}

function deskolemize(dataset: readonly Quad[]): readonly Quad[] {
  return dataset.map((quad) => ({ ...quad, subject: blank(quad.subject), object: blank(quad.object), graph: blank(quad.graph) }))
}

function blank(term: Term): Term {
  if (term.termType !== 'NamedNode' || !term.value.startsWith(SKOLEM)) return term
  return { termType: 'BlankNode', value: term.value.slice(SKOLEM.length) }
}
