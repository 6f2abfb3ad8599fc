import type { Contexts } from '../../contexts/index.ts'
import { isObject, type JsonObject, type JsonValue } from '../../json/index.ts'
import type { CanonHash } from '../canon-hash.ts'
import { compile } from './compile.ts'
import { type Outline, outlineOf } from './outline.ts'
import { type Program, run } from './program.ts'

/** Strangers may send a new shape each time: then little is spent on each, and nothing is kept for long. */
const MAX_SHAPES = 256
/** A shape is looked into when it comes for the third time. */
const WORTH_COMPILING = 3
/** Programs of one shape: they differ in the leaves that belong to it, such as a number that RDF writes otherwise. */
const MAX_PROGRAMS = 4

interface Known {
  times: number
  programs: readonly Program[]
}

/**
 * Remembers how the canonical form of documents of one shape comes about (RDFC-1.0 over JSON-LD 1.1): the same graph up to the texts in
 * it. The long way stays the measure of all of it, and a test compares both.
 */
export class ShapeMemory {
  readonly #contexts: Contexts
  readonly #hash: CanonHash
  #terms: ReadonlySet<string> | undefined
  readonly #known = new Map<string, Known>()

  constructor({ contexts, hash }: { contexts: Contexts; hash: CanonHash }) {
    this.#contexts = contexts
    this.#hash = hash
  }

  /** The canonical form by what is remembered, else by the long way, from which the memory learns. */
  async canonize(document: JsonObject, theLongWay: () => Promise<string>): Promise<string> {
    const outline = outlineOf(document)
    if (outline === undefined) return theLongWay()
    const known = this.#known.get(outline.shape)
    for (const program of known?.programs ?? []) {
      const text = run(program, outline.leaves)
      if (text !== undefined) return text
    }
    const canonical = await theLongWay()
    await this.#learn({ document, outline, canonical })
    return canonical
  }

  async #learn({ document, outline, canonical }: { document: JsonObject; outline: Outline; canonical: string }): Promise<void> {
    const known = this.#known.get(outline.shape) ?? { times: 0, programs: [] }
    if (known.times === 0) this.#makeRoom()
    this.#known.set(outline.shape, known)
    known.times++
    // Those that the programs do not fit are compiled ever more rarely: 3, 6, 12, 24 documents.
    if (known.programs.length >= MAX_PROGRAMS || known.times !== WORTH_COMPILING * 2 ** known.programs.length) return
    const { leaves } = outline
    const terms = this.#terms ?? termsOf(this.#contexts)
    this.#terms = terms
    const isTerm = (name: string) => terms.has(name)
    const input = { sample: document, leaves, canonical, contexts: this.#contexts, hash: this.#hash, isTerm }
    const program = await compile(input).catch(() => undefined)
    if (program !== undefined) known.programs = [...known.programs, program]
  }

  /** First those go of which nothing is known yet. */
  #makeRoom(): void {
    if (this.#known.size < MAX_SHAPES) return
    for (const [shape, { programs }] of this.#known) if (programs.length === 0) this.#known.delete(shape)
    if (this.#known.size >= MAX_SHAPES) this.#known.clear()
  }
}

/** Every name that a context defines, at whatever depth. */
function termsOf(contexts: Contexts): ReadonlySet<string> {
  const terms = new Set<string>()
  const collect = (value: JsonValue): void => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    if (!isObject(value)) return
    for (const [name, member] of Object.entries(value)) {
      terms.add(name)
      collect(member)
    }
  }
  for (const document of contexts.values()) collect(document)
  return terms
}
