import { notChecked } from '../chain/index.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import type { VerificationResult } from './check.ts'
import type { ShownPerson } from './compare-persons.ts'
import type { Tools } from './evidence.ts'
import { fetchDocument } from './fetch-document.ts'
import { refused } from './refused.ts'

/** A record contains badges, and they may be endorsed: no deeper. */
const MAX_DEPTH = 2

/** How one document is judged; given, because it judges by this in its turn. */
export type Judge = (bytes: Uint8Array, tools: Tools) => Promise<Judged>

export interface Judged {
  readonly result: VerificationResult
  /** Whom it names, once its proof held. */
  readonly person?: ShownPerson
}

/**
 * Judges what a document contains or names as its endorsements, each by itself and for the same relying party. One after the other, as
 * many as the whole verification has left.
 */
export async function verifyEnclosed({
  documents,
  tools,
  judge,
}: {
  readonly documents: readonly (JsonObject | string)[]
  readonly tools: Tools
  readonly judge: Judge
}): Promise<readonly Judged[]> {
  const { enclosure, world } = tools
  const results: Judged[] = []
  for (const document of documents) {
    if (enclosure.depth >= MAX_DEPTH || enclosure.left.documents <= 0) {
      results.push({ result: refused(notChecked('format.enclosed-limit'), world.now) })
      continue
    }
    enclosure.left.documents -= 1
    const bytes = await bytesOf(document, world)
    if (bytes === undefined) {
      results.push({ result: refused(notChecked('proof.hosted-unreachable'), world.now) })
      continue
    }
    enclosure.left.bytes -= bytes.length
    if (enclosure.left.bytes < 0) results.push({ result: refused(notChecked('format.enclosed-limit'), world.now) })
    // What the relying party asked of the document around it, it did not ask of these.
    else results.push(await judge(bytes, { ...tools, expect: {}, enclosure: { ...enclosure, depth: enclosure.depth + 1 } }))
  }
  return results
}

async function bytesOf(document: JsonObject | string, { fetch }: Tools['world']): Promise<Uint8Array | undefined> {
  if (isObject(document)) return new TextEncoder().encode(JSON.stringify(document))
  if (!/^https?:/.test(document)) return new TextEncoder().encode(document)
  return fetchDocument({ url: document, fetch }).then(
    ({ bytes }) => bytes,
    () => undefined,
  )
}
