import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { Picture } from './phone-picture.ts'

prepareZXingModule({
  overrides: { wasmBinary: readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer },
})

/** Texts of all QR codes in a picture, as the scanner of the verifier's page reads them. */
export async function readCodes(picture: Picture): Promise<string[]> {
  const found = await readBarcodes(picture as unknown as ImageData, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 4 })
  return found.filter(({ isValid }) => isValid).map(({ text }) => text)
}
