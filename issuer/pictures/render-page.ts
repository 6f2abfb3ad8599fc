import { prepareFaces } from '../pdf/prepare-faces.ts'
import { type ComposePageInput, composePage } from './compose-page.ts'
import { paint } from './paint.ts'

/** Points across: legible on a screen, and two pages stay near a tenth of a megabyte. */
const WIDTH = 1000

/** The certificate as a PNG of one page. */
export async function renderPage(input: ComposePageInput): Promise<Uint8Array> {
  await prepareFaces()
  return paint({ drawing: composePage(input), width: WIDTH })
}
