import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Zip, ZipDeflate } from 'fflate'

export interface ZipEntry {
  /** Path inside the archive. */
  readonly name: string
  readonly content: string | Uint8Array
}

export const CONTENTS = 'contenuto.sha256'

/**
 * A zip that is written while it is read: one file at a time is in memory. Last comes a list of what is in it with SHA-256, in the form
 * that `sha256sum -c` reads.
 */
export function zipStream(entries: AsyncIterable<ZipEntry>, at: Date): Readable {
  return Readable.from(written(entries, at), { objectMode: false })
}

async function* written(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  let broken: Error | undefined
  const zip = new Zip((error, chunk) => {
    if (error) broken = error
    else ready.push(chunk)
  })
  const sums: string[] = []
  function put(name: string, content: Uint8Array): void {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = at
    zip.add(file)
    file.push(content, true)
  }
  function* take(): Generator<Uint8Array> {
    if (broken) throw broken
    const chunks = ready
    ready = []
    yield* chunks
  }

  for await (const { name, content } of entries) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}`)
    put(name, bytes)
    yield* take()
  }
  put(CONTENTS, new TextEncoder().encode(`${sums.join('\n')}\n`))
  zip.end()
  yield* take()
}
