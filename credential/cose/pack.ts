import { AttestaError } from '../errors.ts'
import { readStream } from '../read-stream.ts'

/** Several times what the largest code of an act unpacks to. */
const MAX_BYTES = 64 * 1024

/** zlib (RFC 1950), which Node and browsers both have: the words of an act then take half the room. */
export async function pack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer())
}

/**
 * Counted while it comes, so that a bomb costs no more than the limit (security.md §2 row 34).
 *
 * @throws AttestaError `cose.malformed`, `cose.too-long`
 */
export async function unpack(packed: Uint8Array): Promise<Uint8Array> {
  const bytes = await inflated(packed)
  // Node does not mind what stands behind the end, browsers do: with something behind it, it is whole without its last byte too.
  const isLonger = await inflated(packed.subarray(0, -1)).then(
    () => true,
    () => false,
  )
  if (isLonger) throw new AttestaError('cose.malformed')
  return bytes
}

function inflated(packed: Uint8Array): Promise<Uint8Array> {
  return readStream({
    stream: new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('deflate')),
    maxBytes: MAX_BYTES,
    broken: (cause) => new AttestaError('cose.malformed', {}, { cause }),
    tooLarge: () => new AttestaError('cose.too-long'),
  })
}
