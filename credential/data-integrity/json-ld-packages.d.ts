// jsonld and rdf-canonize bring no types; these are the parts of them that are used here.

declare module 'jsonld' {
  import type { JsonObject, JsonValue } from '../json/index.ts'

  /** An active context: what terms mean at some place of a document. */
  export interface ActiveContext {
    mappings: Map<string, unknown>
    protected: Record<string, boolean>
    inverse: unknown
    previousContext?: ActiveContext
    clone(): ActiveContext
    revertToPreviousContext(): ActiveContext
    getInverse(): unknown
    '@base'?: unknown
    '@language'?: unknown
    '@vocab'?: unknown
  }

  export interface Processed {
    readonly context: ActiveContext
    readonly events: readonly unknown[]
  }

  export interface ResolvedContext {
    readonly document: JsonObject | null
    getProcessed(active: ActiveContext): Processed | undefined
    setProcessed(active: ActiveContext, processed: Processed): void
  }

  export interface ContextResolver {
    resolve(input: { context: JsonValue }): Promise<readonly ResolvedContext[]>
  }

  export interface JsonLdOptions {
    readonly base: null | string
    readonly safe: boolean
    readonly rdfDirection?: 'i18n-datatype'
    readonly contextResolver?: ContextResolver
    readonly documentLoader: (url: string) => Promise<never> | Promise<{ documentUrl: string; document: JsonObject }>
    readonly skipExpansion?: boolean
    readonly compactArrays?: boolean
  }

  const jsonld: {
    toRDF(document: JsonValue, options: JsonLdOptions): Promise<import('rdf-canonize').Quad[]>
    expand(document: JsonValue, options: JsonLdOptions): Promise<JsonValue[]>
    compact(document: JsonValue, context: JsonValue, options: JsonLdOptions): Promise<JsonObject>
  }
  export default jsonld
}

declare module 'rdf-canonize' {
  export interface Term {
    termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph'
    value: string
    datatype?: Term
    language?: string
  }

  export interface Quad {
    subject: Term
    predicate: Term
    object: Term
    graph: Term
  }

  export interface MessageDigest {
    update(text: string): void
    digest(): string
  }

  const canonizer: {
    canonize(
      dataset: readonly Quad[],
      options: {
        readonly algorithm: 'RDFC-1.0'
        readonly createMessageDigest: () => MessageDigest
        readonly maxWorkFactor: number
        readonly canonicalIdMap?: Map<string, string>
      },
    ): Promise<string>
    NQuads: { parse(text: string): Quad[]; serializeQuad(quad: Quad): string }
  }
  export default canonizer
}
