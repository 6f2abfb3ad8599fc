import { crypto } from '#crypto'
import type { Contexts } from '../contexts/index.ts'
import { canonicalize, type JsonObject } from '../json/index.ts'
import type { CanonHash } from './canon-hash.ts'
import { canonize } from './canonize.ts'
import { formOf, type KnownSuite } from './suites.ts'

export interface HashDataInput {
  /** Without this proof; with those that it follows in a chain. */
  readonly document: JsonObject
  /** The proof without its value. */
  readonly options: JsonObject
  readonly suite: KnownSuite
  readonly hash: CanonHash
  readonly contexts?: Contexts
}

/** What is signed: the hash of the proof's own members, then that of the document (vc-di-ecdsa §3.2.4, §3.3.4; vc-di-eddsa the same). */
export async function hashData({ document, options, suite, hash, contexts }: HashDataInput): Promise<Uint8Array> {
  const write =
    formOf(suite) === 'jcs'
      ? async (value: JsonObject) => canonicalize(value)
      : (value: JsonObject) => canonize(value, { hash, ...(contexts === undefined ? {} : { contexts }) })
  const [proofText, documentText] = await Promise.all([write(options), write(document)])
  return Uint8Array.from([...digest(proofText, hash), ...digest(documentText, hash)])
}

/** The proof as it is hashed: with the document's context, without its value (§3.2.5). */
export function proofOptions({ document, proof }: { document: JsonObject; proof: JsonObject }): JsonObject {
  const { proofValue: _, ...options } = proof
  const context = document['@context']
  return context === undefined ? options : { ...options, '@context': context }
}

const utf8 = new TextEncoder()

function digest(text: string, hash: CanonHash): Uint8Array {
  const data = utf8.encode(text)
  return hash === 'SHA-256' ? crypto.sha256(data) : crypto.sha384(data)
}
