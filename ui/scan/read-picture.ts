import { nativeReader } from './read-natively.ts'
import { readWithZxing } from './read-with-zxing.ts'

/** Long side to which a photograph is brought: telephones take 12 megapixels, a code needs a tenth of them. */
const LONG_SIDE = 2000

/** Reads a QR code from a chosen picture. `undefined` = there is none, or it is no picture. */
export async function readPicture(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (bitmap === undefined) return undefined
  const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  const context = canvas.getContext('2d')
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const image = context?.getImageData(0, 0, canvas.width, canvas.height)
  if (image === undefined) return undefined
  const native = await nativeReader()
  return (await native?.(image)) ?? readWithZxing(image)
}
