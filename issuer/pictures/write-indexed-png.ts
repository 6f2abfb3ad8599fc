import { PNG_SIGNATURE, pngChunk } from '../../credential/open-badge/picture/png-chunks.ts'

/** A picture of 256 colours at most. */
export interface IndexedPicture {
  readonly width: number
  readonly height: number
  /** Red, green and blue of each colour. */
  readonly palette: Uint8Array
  /** A byte for each point, before each row one that says that nothing was done to it (PNG §9.2), packed (§10). */
  readonly rows: Uint8Array
}

const BITS = 8
const INDEXED = 3

/** PNG §11.2: how large it is, its colours, its points. */
export function writeIndexedPng({ width, height, palette, rows }: IndexedPicture): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([BITS, INDEXED], 8)
  const chunks = [pngChunk('IHDR', header), pngChunk('PLTE', palette), pngChunk('IDAT', rows), pngChunk('IEND', new Uint8Array())]
  return Buffer.concat([PNG_SIGNATURE, ...chunks])
}
