import { createHash } from 'node:crypto'
import jsonld, { type JsonLdOptions } from 'jsonld'
import canonizer from 'rdf-canonize'
import { type Contexts, pinnedContexts } from '../../../credential/contexts/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'

/** The libraries alone, as they come: their own resolver, their own copies, their own order. */
export async function canonizeByLibrary(document: JsonObject, contexts: Contexts = pinnedContexts): Promise<string> {
  const dataset = await jsonld.toRDF(document, { ...libraryOptions(contexts), rdfDirection: 'i18n-datatype' })
  return canonizer.canonize(dataset, { algorithm: 'RDFC-1.0', maxWorkFactor: 1, createMessageDigest })
}

export function libraryOptions(contexts: Contexts = pinnedContexts): JsonLdOptions {
  return {
    base: null,
    safe: true,
    documentLoader: async (url) => {
      const document = contexts.get(url)
      if (document === undefined) throw new Error(`unknown context ${url}`)
      return { documentUrl: url, document: structuredClone(document) }
    },
  }
}

function createMessageDigest() {
  const hash = createHash('sha256')
  return { update: (text: string) => void hash.update(text, 'utf8'), digest: () => hash.digest('hex') }
}
