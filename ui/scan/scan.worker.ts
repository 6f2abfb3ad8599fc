import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
// Without locateFile the library would fetch its .wasm from a CDN (web.md §1.2).
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { documentFirst } from './document-first.ts'

prepareZXingModule({ overrides: { locateFile: () => wasm } })

self.addEventListener('message', async ({ data }: MessageEvent<{ id: number; image: ImageData }>) => {
  const results = await readBarcodes(data.image, { formats: ['QRCode'], maxNumberOfSymbols: 4, tryHarder: true }).catch(() => [])
  self.postMessage({ id: data.id, text: documentFirst(results.flatMap(({ isValid, text }) => (isValid ? [text] : []))) })
})
