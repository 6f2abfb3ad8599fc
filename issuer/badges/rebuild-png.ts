import { inflateSync } from 'node:zlib'
import { AttestaError } from '../../credential/errors.ts'
import { PNG_SIGNATURE, pngChunk, readPngChunks } from '../../credential/open-badge/picture/png-chunks.ts'

export const MIN_SIDE = 90
export const MAX_SIDE = 1600

/** What the pixels need. Texts, the place where a photograph was taken, colour profiles and further frames are left out (PNG §11). */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'sRGB', 'gAMA', 'IDAT', 'IEND'])
/** Depths that each type of colour may have, and how many values a pixel has (PNG §11.2.2). */
const TYPES: Readonly<Record<number, { readonly depths: readonly number[]; readonly values: number }>> = {
  0: { depths: [1, 2, 4, 8, 16], values: 1 },
  2: { depths: [8, 16], values: 3 },
  3: { depths: [1, 2, 4, 8], values: 1 },
  4: { depths: [8, 16], values: 2 },
  6: { depths: [8, 16], values: 4 },
}
/** Of each pass of an interlaced picture: where it begins, and how far apart its pixels are (PNG §8.2). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/**
 * The same pixels in a file of their own. They are unpacked once, into no more than the header promises, so that nobody who shows the
 * picture has a surprise.
 *
 * @throws AttestaError `badge.malformed`, `badge.checksum`, `picture.size`
 */
export function rebuildPng(bytes: Uint8Array): Uint8Array {
  const chunks = readPngChunks(bytes)
  const header = chunks[0]?.data ?? new Uint8Array()
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  if (width !== height || width < MIN_SIDE || width > MAX_SIDE) throw new AttestaError('picture.size', { least: MIN_SIDE, most: MAX_SIDE })
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data))
  const [depth = 0, type = -1, compression, filter, interlace] = header.subarray(8)
  const known = TYPES[type]
  if (known === undefined || !known.depths.includes(depth) || compression !== 0 || filter !== 0) throw new AttestaError('badge.malformed')
  if (type === 3 && !chunks.some((chunk) => chunk.type === 'PLTE')) throw new AttestaError('badge.malformed')
  if (!unpacksTo(data, rowsOf({ side: width, bits: depth * known.values, interlace }))) throw new AttestaError('badge.malformed')
  const kept = chunks.filter(({ type }) => KEPT.has(type) && type !== 'IDAT' && type !== 'IEND')
  return Buffer.concat([
    PNG_SIGNATURE,
    ...kept.map((chunk) => pngChunk(chunk.type, chunk.data)),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** Bytes of the rows, each with the one that names its filter. */
function rowsOf({ side, bits, interlace }: { side: number; bits: number; interlace: number | undefined }): number {
  const rows = (width: number, height: number) => (width === 0 ? 0 : height * (1 + Math.ceil((width * bits) / 8)))
  if (interlace === 0) return rows(side, side)
  if (interlace !== 1) throw new AttestaError('badge.malformed')
  const count = (from: number, step: number) => Math.max(0, Math.ceil((side - from) / step))
  return PASSES.reduce((sum, [x, y, across, down]) => sum + rows(count(x, across), count(y, down)), 0)
}

function unpacksTo(data: Uint8Array, length: number): boolean {
  try {
    return inflateSync(data, { maxOutputLength: length }).length === length
  } catch {
    return false
  }
}
