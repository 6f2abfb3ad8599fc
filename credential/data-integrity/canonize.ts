import canonizer, { type MessageDigest, type Quad } from 'rdf-canonize'
import { crypto } from '#crypto'
import { type Contexts, pinnedContexts } from '../contexts/index.ts'
import { AttestaError } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'
import type { CanonHash } from './canon-hash.ts'
import { fromSortableUnits, inSortableUnits, needsCodePointOrder } from './code-point-order.ts'
import { hex } from './hex.ts'
import { toDataset } from './json-ld.ts'
import { ShapeMemory } from './shapes/shape-memory.ts'

export interface CanonizeOptions {
  /** Default: the pinned ones, and no others. */
  readonly contexts?: Contexts
  readonly hash?: CanonHash
}

/**
 * The one text of what a JSON-LD document says: RDFC-1.0 of its RDF dataset, as N-Quads. Nothing is fetched.
 *
 * @throws AttestaError `proof.context`, `proof.json-ld`, `proof.too-complex` for a graph built to take for ever
 */
export async function canonize(
  document: JsonObject,
  { contexts = pinnedContexts, hash = 'SHA-256' }: CanonizeOptions = {},
): Promise<string> {
  return shapesOf(contexts, hash).canonize(document, () => canonizeAnew(document, { contexts, hash }))
}

/** The same by the full algorithms, whatever is remembered. */
export async function canonizeAnew(document: JsonObject, { contexts, hash }: Required<CanonizeOptions>): Promise<string> {
  return canonizeDataset({ dataset: await toDataset({ document, contexts }), hash })
}

const shapes = new WeakMap<Contexts, Map<CanonHash, ShapeMemory>>()

function shapesOf(contexts: Contexts, hash: CanonHash): ShapeMemory {
  const ofContexts = shapes.get(contexts) ?? new Map<CanonHash, ShapeMemory>()
  const memory = ofContexts.get(hash) ?? new ShapeMemory({ contexts, hash })
  shapes.set(contexts, ofContexts.set(hash, memory))
  return memory
}

export interface CanonizeDatasetInput {
  readonly dataset: readonly Quad[]
  readonly hash?: CanonHash
  /** Filled with the canonical label of each blank node. */
  readonly canonicalIdMap?: Map<string, string>
  /** Power of the number of equal blank nodes that the work may grow with. Default 1: what strangers send gets no more (security.md §2 row 10). */
  readonly maxWorkFactor?: number
}

/** RDFC-1.0 of a dataset. */
export async function canonizeDataset({
  dataset,
  hash = 'SHA-256',
  canonicalIdMap,
  maxWorkFactor = 1,
}: CanonizeDatasetInput): Promise<string> {
  const sortable = needsCodePointOrder(dataset)
  const original = sortable ? fromSortableUnits : (text: string) => text
  const options = {
    algorithm: 'RDFC-1.0' as const,
    createMessageDigest: () => new Digest({ hash, original }),
    maxWorkFactor,
    ...(canonicalIdMap === undefined ? {} : { canonicalIdMap }),
  }
  try {
    return original(await canonizer.canonize(sortable ? inSortableUnits(dataset) : dataset, options))
  } catch {
    throw new AttestaError('proof.too-complex')
  }
}

const utf8 = new TextEncoder()

class Digest implements MessageDigest {
  readonly #hash: CanonHash
  readonly #original: (text: string) => string
  #text = ''

  constructor({ hash, original }: { hash: CanonHash; original: (text: string) => string }) {
    this.#hash = hash
    this.#original = original
  }

  update(text: string): void {
    this.#text += text
  }

  digest(): string {
    const data = utf8.encode(this.#original(this.#text))
    return hex(this.#hash === 'SHA-256' ? crypto.sha256(data) : crypto.sha384(data))
  }
}
