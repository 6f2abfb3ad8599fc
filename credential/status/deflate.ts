import { AttestaError } from '../errors.ts'

/** `deflate` is zlib (Token Status List §4.1), `gzip` is what a Bitstring Status List is packed with (§2.2). */
export type Packing = 'deflate' | 'gzip'

/** 33 million positions of one bit. What inflates to more is a bomb, or a list that nobody should have to download. */
const MAX_BYTES = 4 * 1024 * 1024

/** Compresses with what both Node and browsers have. */
export async function deflate({ bytes, packing }: { bytes: Uint8Array; packing: Packing }): Promise<Uint8Array> {
  const packed = new Blob([copy(bytes)]).stream().pipeThrough(new CompressionStream(packing))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/**
 * Decompresses, counting what comes out, so that a bomb costs no more than the limit (security.md §2 row 34).
 *
 * @throws AttestaError `status-list.malformed`, `status-list.too-large`
 */
export async function inflate({ bytes, packing }: { bytes: Uint8Array; packing: Packing }): Promise<Uint8Array> {
  const reader = new Blob([copy(bytes)]).stream().pipeThrough(new DecompressionStream(packing)).getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new AttestaError('status-list.malformed', {}, { cause })
    })
    if (done) return join(chunks, length)
    length += value.length
    chunks.push(value)
    if (length <= MAX_BYTES) continue
    await reader.cancel().catch(() => undefined)
    throw new AttestaError('status-list.too-large', { limit: MAX_BYTES })
  }
}

/** A Blob takes no view of memory that may be shared. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
