import { AttestaError } from '../errors.ts'
import { readStream } from '../read-stream.ts'
import type { World } from './world.ts'

/** A badge with a picture inside its class is some hundred kilobytes. */
const MAX_BYTES = 1024 * 1024

export interface FetchedDocument {
  readonly status: number
  readonly bytes: Uint8Array
}

/**
 * What is published at an address that a document names: found (200) or withdrawn (410). A redirect is an error: the address is what
 * was signed.
 *
 * @throws AttestaError `proof.hosted-unreachable`
 */
export async function fetchDocument({ url, fetch }: { readonly url: string; readonly fetch: World['fetch'] }): Promise<FetchedDocument> {
  const broken = (cause?: unknown) => new AttestaError('proof.hosted-unreachable', {}, { cause })
  const response = await fetch(url, { headers: { accept: 'application/ld+json, application/json' } }).catch((cause: unknown) => {
    throw broken(cause)
  })
  const { status, redirected, body: stream } = response
  if ((status !== 200 && status !== 410) || redirected) throw broken()
  if (stream === null) return { status, bytes: new Uint8Array() }
  return { status, bytes: await readStream({ stream, maxBytes: MAX_BYTES, broken, tooLarge: () => broken() }) }
}
