import type { ActiveContext, ContextResolver, Processed, ResolvedContext } from 'jsonld'
import type { Contexts } from '../contexts/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { settle, untouchedOrigin } from './active-context.ts'

/** Documents may line up known addresses in any order and number; what was learnt from strange ones is not kept for ever. */
const MAX_REMEMBERED = 2048

/**
 * Resolves `@context` from a fixed set of documents and remembers what each of them does to an active context, keyed by the
 * loaded document itself and never by an address alone. Given to jsonld by its own option, so the library stays as it is; a
 * test compares the result with that of the library alone.
 */
export class ContextMemory implements ContextResolver {
  readonly #contexts: Contexts
  #resolved = new WeakMap<JsonObject, ResolvedContext>()
  #remembered = 0

  constructor(contexts: Contexts) {
    this.#contexts = contexts
  }

  async resolve({ context }: { context: JsonValue }): Promise<readonly ResolvedContext[]> {
    return this.#list(context)
  }

  #list(context: JsonValue): readonly ResolvedContext[] {
    if (Array.isArray(context)) return context.flatMap((item) => this.#list(item))
    if (typeof context === 'string') return [this.#of(this.#pinned(context))]
    if (context === null) return [NOTHING]
    if (isObject(context)) return [this.#of(context)]
    throw new AttestaError('proof.context')
  }

  #pinned(address: string): JsonObject {
    const document = this.#contexts.get(address)
    if (document === undefined) throw new AttestaError('proof.context')
    return document
  }

  #of(document: JsonObject): ResolvedContext {
    const known = this.#resolved.get(document)
    if (known !== undefined) return known
    const resolved = this.#remember(document)
    this.#resolved.set(document, resolved)
    return resolved
  }

  #remember(document: JsonObject): ResolvedContext {
    // One memory for contexts that reach to the end of the document, one for those that end with their node (`@propagate` false).
    const memories: Memories = { lasting: new WeakMap(), passing: new WeakMap() }
    return {
      document,
      getProcessed: (active) => {
        const { memory, key } = place(active, memories)
        return memory.get(key)
      },
      setProcessed: (active, processed) => {
        // What an `@import` stores here is no active context.
        if (!('context' in processed)) return
        const { memory, key } = place(active, memories)
        settle(processed.context)
        this.#forgetInTime()
        memory.set(key, processed)
      },
    }
  }

  #forgetInTime(): void {
    if (++this.#remembered <= MAX_REMEMBERED) return
    this.#resolved = new WeakMap()
    this.#remembered = 0
  }
}

type Memories = Readonly<Record<'lasting' | 'passing', WeakMap<ActiveContext, Processed>>>

/** Where the result of processing on top of `active` is kept: an untouched copy stands for what it is a copy of. */
function place(active: ActiveContext, { lasting, passing }: Memories) {
  const origin = untouchedOrigin(active)
  if (origin === undefined) return { memory: lasting, key: active }
  if (active.previousContext === origin) return { memory: passing, key: origin }
  if (active.previousContext === origin.previousContext) return { memory: lasting, key: origin }
  return { memory: lasting, key: active }
}

const NOTHING: ResolvedContext = { document: null, getProcessed: () => undefined, setProcessed: () => undefined }
