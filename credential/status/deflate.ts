import { AttestaError } from '../errors.ts'
import { readStream } from '../read-stream.ts'

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
  return readStream({
    stream: new Blob([copy(bytes)]).stream().pipeThrough(new DecompressionStream(packing)),
    maxBytes: MAX_BYTES,
    broken: (cause) => new AttestaError('status-list.malformed', {}, { cause }),
    tooLarge: () => new AttestaError('status-list.too-large', { limit: MAX_BYTES }),
  })
}

/** A Blob takes no view of memory that may be shared. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
