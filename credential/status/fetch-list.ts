import { AttestaError } from '../errors.ts'
import type { World } from '../verify/world.ts'

/** A list of a million positions takes some twenty kilobytes. */
const MAX_BYTES = 2 * 1024 * 1024

/**
 * The bytes at the address of a list, counted while they come. A redirect is an error: the address is what the issuer signed.
 *
 * @throws AttestaError `status-list.unreachable`, `status-list.too-large`
 */
export async function fetchList({ url, accept, fetch }: { url: string; accept: string; fetch: World['fetch'] }): Promise<Uint8Array> {
  const response = await fetch(url, { headers: { accept } }).catch((cause: unknown) => {
    throw new AttestaError('status-list.unreachable', {}, { cause })
  })
  if (response.status !== 200 || response.redirected) throw new AttestaError('status-list.unreachable')
  const reader = response.body?.getReader()
  if (reader === undefined) throw new AttestaError('status-list.unreachable')

  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new AttestaError('status-list.unreachable', {}, { cause })
    })
    if (done) break
    length += value.length
    chunks.push(value)
    if (length <= MAX_BYTES) continue
    await reader.cancel().catch(() => undefined)
    throw new AttestaError('status-list.too-large', { limit: MAX_BYTES })
  }
  return new Uint8Array(await new Blob(chunks.map((chunk) => new Uint8Array(chunk))).arrayBuffer())
}
