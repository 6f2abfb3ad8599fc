import { AttestaError } from '../../errors.ts'
import { crc32 } from './crc32.ts'

export interface PngChunk {
  readonly type: string
  readonly data: Uint8Array
  /** Where the whole chunk stands in the file, length and checksum included. */
  readonly start: number
  readonly end: number
}

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** A picture of a badge is small; each of these is far beyond one. */
const MAX_CHUNKS = 4096
const MAX_SIDE = 10_000

/**
 * The chunks of a PNG, none of them inflated (PNG §5). Lengths are judged before they are used, checksums must match, the header comes
 * first and the end last: nothing hides behind it.
 *
 * @throws AttestaError `badge.malformed`, `badge.checksum`
 */
export function readPngChunks(bytes: Uint8Array): readonly PngChunk[] {
  if (!PNG_SIGNATURE.every((octet, index) => bytes[index] === octet)) throw new AttestaError('badge.malformed')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: PngChunk[] = []
  let at = PNG_SIGNATURE.length
  while (at < bytes.length) {
    const chunk = readChunk({ bytes, view, at })
    chunks.push(chunk)
    at = chunk.end
    if (chunk.type === 'IEND' || chunks.length > MAX_CHUNKS) break
  }
  if (at !== bytes.length || chunks.at(-1)?.type !== 'IEND') throw new AttestaError('badge.malformed')
  assertHeader(chunks)
  return chunks
}

function readChunk({ bytes, view, at }: { bytes: Uint8Array; view: DataView; at: number }): PngChunk {
  if (bytes.length - at < 12) throw new AttestaError('badge.malformed')
  const length = view.getUint32(at)
  // PNG §5.3: lengths keep to 31 bits.
  if (length > 0x7fffffff || length > bytes.length - at - 12) throw new AttestaError('badge.malformed')
  const end = at + 12 + length
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
  if (!/^[A-Za-z]{4}$/.test(type)) throw new AttestaError('badge.malformed')
  if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) throw new AttestaError('badge.checksum')
  return { type, data: bytes.subarray(at + 8, end - 4), start: at, end }
}

/** A chunk as it stands in a file: length, type, data, checksum (PNG §5.3). */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  for (let index = 0; index < 4; index++) chunk[4 + index] = type.charCodeAt(index)
  chunk.set(data, 8)
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)))
  return chunk
}

/** A browser that shows the picture will make room for every pixel that the header promises. */
function assertHeader(chunks: readonly PngChunk[]): void {
  const [header] = chunks
  if (header?.type !== 'IHDR' || header.data.length !== 13 || chunks.filter(({ type }) => type === 'IHDR').length !== 1) {
    throw new AttestaError('badge.malformed')
  }
  const { buffer, byteOffset, byteLength } = header.data
  const view = new DataView(buffer, byteOffset, byteLength)
  const sides = [view.getUint32(0), view.getUint32(4)]
  if (sides.some((side) => side === 0 || side > MAX_SIDE)) throw new AttestaError('badge.malformed')
}
