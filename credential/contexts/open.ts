import type { JsonObject } from '../json/index.ts'
import { type Contexts, pinnedContexts } from './pinned.ts'

/**
 * Contexts of the W3C that map whatever no other context defines into a namespace of their own, so that nothing is dropped: its
 * specifications and test suites use them, and no document of ours does.
 */
const CATCH_ALL: readonly (readonly [address: string, namespace: string])[] = [
  ['https://www.w3.org/ns/credentials/examples/v2', 'https://www.w3.org/ns/credentials/examples#'],
  ['https://www.w3.org/ns/credentials/undefined-terms/v2', 'https://www.w3.org/ns/credentials/undefined-term#'],
]

const openToTerms = new WeakSet<Contexts>()

/** The same contexts for documents of any kind, which may define terms of their own (`assertInlineTerms` says which). */
export function withInlineTerms(contexts: Contexts): Contexts {
  const open: Contexts = new Map(contexts)
  openToTerms.add(open)
  return open
}

export function allowsInlineTerms(contexts: Contexts): boolean {
  return openToTerms.has(contexts)
}

/** What the VC-API knows: our contexts, those of the W3C's examples, and terms that a document brings. */
export const openContexts: Contexts = withInlineTerms(
  new Map([...pinnedContexts, ...CATCH_ALL.map(([address, namespace]) => [address, catchAll(namespace)] as const)]),
)

function catchAll(namespace: string): JsonObject {
  return { '@context': { '@vocab': namespace } }
}
