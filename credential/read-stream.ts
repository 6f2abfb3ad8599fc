export interface ReadStreamInput {
  readonly stream: ReadableStream<Uint8Array>
  readonly maxBytes: number
  /** What to say when it breaks off. */
  readonly broken: (cause: unknown) => Error
  /** What to say when there is more than the limit. */
  readonly tooLarge: () => Error
}

/** All of a stream, counted while it comes, so that an endless one, or a bomb, costs no more than the limit (security.md §2 rows 32, 34). */
export async function readStream({ stream, maxBytes, broken, tooLarge }: ReadStreamInput): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw broken(cause)
    })
    if (done) return join(chunks, length)
    length += value.length
    chunks.push(value)
    if (length <= maxBytes) continue
    await reader.cancel().catch(() => undefined)
    throw tooLarge()
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
