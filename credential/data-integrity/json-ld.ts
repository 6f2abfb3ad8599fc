import jsonld, { type JsonLdOptions } from 'jsonld'
import type { Quad } from 'rdf-canonize'
import { allowsInlineTerms, type Contexts, pinnedContexts } from '../contexts/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { ContextMemory } from './context-memory.ts'
import { assertInlineTerms, MAX_CONTEXTS } from './inline-terms.ts'
import { MAX_PARTS } from './max-parts.ts'
import { countParts, tooManyParts } from './parts.ts'

const memories = new WeakMap<Contexts, ContextMemory>()

/**
 * A JSON-LD document as an RDF dataset. Safe mode: what JSON-LD would drop in silence (an undefined term, a relative id) is refused.
 *
 * @throws AttestaError `format.too-many-parts`, `proof.context` for a context that is not pinned, `proof.json-ld` for what is not JSON-LD
 */
export function toDataset({ document, contexts }: { document: JsonObject; contexts?: Contexts }): Promise<Quad[]> {
  assertKnown(document, contexts)
  return guarded(() => jsonld.toRDF(document, { ...options(contexts), rdfDirection: 'i18n-datatype' }))
}

/**
 * The document as its own contexts would have it written: a member that was spelt another way comes out in its usual place.
 *
 * @throws AttestaError as `toDataset`
 */
export function compact({ document, contexts }: { document: JsonObject; contexts?: Contexts }): Promise<JsonObject> {
  assertKnown(document, contexts)
  const context = document['@context']
  if (context === undefined) throw new AttestaError('proof.context')
  return guarded(() => jsonld.compact(document, context, { ...options(contexts), compactArrays: true }))
}

export interface ExpandInput {
  readonly document: JsonObject
  readonly contexts?: Contexts
}

/**
 * The document with every name and identifier written out.
 *
 * @throws AttestaError as `toDataset`
 */
export function expand({ document, contexts }: ExpandInput): Promise<JsonValue[]> {
  assertKnown(document, contexts)
  return guarded(() => jsonld.expand(document, options(contexts)))
}

/** What was expanded, written by these contexts again. */
export function compactAgain({
  expanded,
  context,
  contexts,
}: {
  expanded: readonly JsonValue[]
  context: JsonValue
  contexts?: Contexts
}): Promise<JsonObject> {
  return guarded(() => jsonld.compact([...expanded], context, { ...options(contexts), compactArrays: true }))
}

/** The dataset of a document that is expanded already. */
export function expandedToDataset({ expanded, contexts }: { expanded: readonly JsonValue[]; contexts?: Contexts }): Promise<Quad[]> {
  return guarded(() => jsonld.toRDF([...expanded], { ...options(contexts), rdfDirection: 'i18n-datatype', skipExpansion: true }))
}

function options(contexts: Contexts = pinnedContexts): JsonLdOptions {
  const known = memories.get(contexts) ?? new ContextMemory(contexts)
  memories.set(contexts, known)
  return { base: null, safe: true, contextResolver: known, documentLoader: refuse }
}

/** The library asks for a document only where it was given an address in place of one. */
function refuse(): Promise<never> {
  return Promise.reject(new AttestaError('proof.context'))
}

/** Counted before anything is made of it, whoever asks. */
function assertKnown(document: JsonObject, contexts: Contexts | undefined): void {
  if (countParts(document) > MAX_PARTS) throw tooManyParts()
  assertPinned(document, contexts)
}

/**
 * Contexts are named, never written out in the document: an inline one can swap two terms and leave the signature intact
 * (security.md §0, finding 2). Where a door is open to documents of any kind, one may add terms that mislead nobody.
 *
 * @throws AttestaError `proof.context`
 */
function assertPinned(value: JsonValue, contexts: Contexts = pinnedContexts): void {
  if (Array.isArray(value)) for (const item of value) assertPinned(item, contexts)
  if (!isObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    if (name !== '@context') assertPinned(member, contexts)
    else if (isListOfAddresses(member)) continue
    else if (allowsInlineTerms(contexts)) assertInlineTerms({ context: member, contexts })
    else throw new AttestaError('proof.context')
  }
}

function isListOfAddresses(context: JsonValue): boolean {
  if (typeof context === 'string') return true
  return Array.isArray(context) && context.length <= MAX_CONTEXTS && context.every((item) => typeof item === 'string')
}

async function guarded<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    const known = ownError(error)
    if (known !== undefined) throw known
    // The library's message quotes the document, so it is not kept as cause.
    throw new AttestaError('proof.json-ld', isDataLoss(error) ? { why: 'dropped' } : {})
  }
}

/** Safe mode found what JSON-LD would leave out without a word. */
function isDataLoss(error: unknown): boolean {
  return error instanceof Error && error.name === 'jsonld.ValidationError'
}

/** The library wraps what its resolver throws. */
function ownError(error: unknown): AttestaError | undefined {
  if (error instanceof AttestaError) return error
  const inner = error instanceof Error && 'details' in error && typeof error.details === 'object' ? error.details : undefined
  return inner !== undefined && inner !== null && 'cause' in inner ? ownError(inner.cause) : undefined
}
