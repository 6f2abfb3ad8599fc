import { AttestaError } from '../../credential/errors.ts'
import { isDocument } from './document-first.ts'
import { MOST_PIXELS, pixelsOf } from './pixels-of.ts'
import { nativeReader } from './read-natively.ts'
import { readWithZxing } from './read-with-zxing.ts'

/**
 * Long sides to which a picture is brought, one after the other: telephones take 12 megapixels, a code that fills the picture needs a
 * tenth of them, and the dense one in a corner of a whole sheet more.
 */
const LONG_SIDES = [2000, 4000]

/**
 * Reads a QR code from a chosen picture: that of a document, where there is one. `undefined` = there is none, or it is no picture.
 *
 * @throws AttestaError `format.picture-pixels` for more of them than a browser should be asked to unpack
 */
export async function readPicture(file: Blob): Promise<string | undefined> {
  const pixels = pixelsOf(new Uint8Array(await file.arrayBuffer()))
  if (pixels === undefined) return undefined
  if (pixels > MOST_PIXELS) throw new AttestaError('format.picture-pixels', { most: MOST_PIXELS / 1_000_000 })
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (bitmap === undefined) return undefined
  const native = await nativeReader()
  let other: string | undefined
  const longSide = Math.max(bitmap.width, bitmap.height)
  for (const scale of new Set(LONG_SIDES.map((side) => Math.min(1, side / longSide)))) {
    const image = drawn(bitmap, scale)
    if (image === undefined) return other
    const text = await native?.(image)
    const found = text !== undefined && isDocument(text) ? text : ((await readWithZxing(image)) ?? text)
    if (found !== undefined && isDocument(found)) return found
    other ??= found
  }
  return other
}

function drawn(bitmap: ImageBitmap, scale: number): ImageData | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return context?.getImageData(0, 0, canvas.width, canvas.height)
}
