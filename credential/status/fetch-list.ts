import { AttestaError } from '../errors.ts'
import { readStream } from '../read-stream.ts'
import type { World } from '../verify/world.ts'

/** A list of a million positions takes some twenty kilobytes. */
const MAX_BYTES = 2 * 1024 * 1024

/**
 * The bytes at the address of a list, counted while they come. A redirect is an error: the address is what the issuer signed.
 *
 * @throws AttestaError `status-list.unreachable`, `status-list.too-large`
 */
export async function fetchList({ url, accept, fetch }: { url: string; accept: string; fetch: World['fetch'] }): Promise<Uint8Array> {
  const broken = (cause: unknown) => new AttestaError('status-list.unreachable', {}, { cause })
  const response = await fetch(url, { headers: { accept } }).catch((cause: unknown) => {
    throw broken(cause)
  })
  const { status, redirected, body: stream } = response
  if (status !== 200 || redirected || stream === null) throw new AttestaError('status-list.unreachable')
  const tooLarge = () => new AttestaError('status-list.too-large', { limit: MAX_BYTES })
  return readStream({ stream, maxBytes: MAX_BYTES, broken, tooLarge })
}
