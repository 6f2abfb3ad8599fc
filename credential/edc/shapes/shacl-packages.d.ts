// n3 and rdf-validate-shacl bring types of RDF/JS that are not installed; these are the parts of them that are used here.

declare module 'n3' {
  import type { Quad } from 'rdf-canonize'

  export class Parser {
    constructor(options: { readonly format: string })
    parse(text: string): Quad[]
  }

  export class Store {
    constructor(quads: readonly Quad[])
    add(quad: Quad): this
  }

  export const DataFactory: {
    namedNode(value: string): object
    blankNode(value: string): object
    literal(value: string, languageOrDatatype: string | object): object
    quad(subject: object, predicate: object, object: object): Quad
  }
}

declare module 'rdf-validate-shacl' {
  import type { Store } from 'n3'

  interface Result {
    readonly path: { readonly value: string } | null
    readonly severity: { readonly value: string }
  }

  export default class SHACLValidator {
    constructor(shapes: Store, options?: object)
    validate(data: Store): Promise<{ readonly conforms: boolean; readonly results: readonly Result[] }>
  }
}
