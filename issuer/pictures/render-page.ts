import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { type ComposePageInput, composePage } from './compose-page.ts'

/** Points across: legible on a screen, and two pages stay below a quarter of a megabyte. */
const WIDTH = 1000

let ready: Promise<void> | undefined

/** The certificate as a PNG of one page. */
export async function renderPage(input: ComposePageInput): Promise<Uint8Array> {
  ready ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm)
  await ready
  const drawing = new Resvg(composePage(input), { fitTo: { mode: 'width', value: WIDTH } })
  try {
    const image = drawing.render()
    const png = image.asPng()
    image.free()
    return png
  } finally {
    drawing.free()
  }
}
