import { deflateSync } from 'node:zlib'
import { PNG_SIGNATURE, pngChunk } from '../../../credential/open-badge/picture/png-chunks.ts'

export interface PngOf {
  readonly side: number
  readonly height?: number
  readonly depth?: number
  readonly type?: number
  readonly interlace?: number
  /** Bytes before they are packed; as many as a grey picture of this size has. */
  readonly raw?: number
  readonly more?: readonly Uint8Array[]
}

/** A PNG of one colour, or one that says other things of itself than it holds. */
export function pngOf({
  side,
  height = side,
  depth = 8,
  type = 0,
  interlace = 0,
  raw = height * (side + 1),
  more = [],
}: PngOf): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side)
  header.writeUInt32BE(height, 4)
  header.set([depth, type, 0, 0, interlace], 8)
  const data = pngChunk('IDAT', deflateSync(Buffer.alloc(raw)))
  return Buffer.concat([PNG_SIGNATURE, pngChunk('IHDR', header), ...more, data, pngChunk('IEND', Buffer.alloc(0))])
}
