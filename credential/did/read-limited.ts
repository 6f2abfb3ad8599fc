import { AttestaError } from '../errors.ts'

/**
 * The body of an answer, counted while it comes, so that an endless one costs no more than the limit (security.md §2 row 32).
 *
 * @throws AttestaError `did.document-too-large`, `did.unreachable` when it breaks off
 */
export async function readLimited({ response, maxBytes }: { response: Response; maxBytes: number }): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  if (reader === undefined) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new AttestaError('did.unreachable', {}, { cause })
    })
    if (done) return join(chunks, length)
    length += value.length
    chunks.push(value)
    if (length <= maxBytes) continue
    await reader.cancel()
    throw new AttestaError('did.document-too-large')
  }
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
