import { deflateSync } from 'node:zlib'
import { correction, generate, mode } from 'lean-qr'
import type { Document } from './pen.ts'

export interface Code {
  readonly text: string
  readonly correction: 'L' | 'M' | 'Q'
}

/** What the code's compact mode writes (ISO/IEC 18004 §7.3.4). */
const COMPACT = /^[0-9A-Z $%*+\-./:]*$/

/** ISO/IEC 18004 asks for a quiet zone of four modules. */
const QUIET = 4

/**
 * Draws a QR code as one path of squares, so that it is sharp at every size; its quiet zone is inside `side`. Dark modules that stand side by
 * side are one rectangle: without seams, and a third of the numbers.
 */
export function drawCode(
  document: Document,
  { text, correction: level }: Code,
  { x, y, side }: { x: number; y: number; side: number },
): void {
  // Trying all eight masks, or how to cut a text into modes, takes as long as the rest of the page: what is signed and packed looks random
  // under each mask, and is of one mode.
  const code = generate(COMPACT.test(text) ? mode.alphaNumeric(text) : text, {
    minCorrectionLevel: correction[level],
    maxCorrectionLevel: correction[level],
    mask: 0,
  })
  const module = side / (code.size + 2 * QUIET)
  let drawing = ''
  for (let row = 0; row < code.size; row += 1) {
    for (let column = 0; column < code.size; column += 1) {
      if (!code.get(column, row)) continue
      const from = column
      while (code.get(column + 1, row)) column += 1
      drawing += `${from} ${row} ${column + 1 - from} 1 re\n`
    }
  }
  document
    .save()
    .translate(x + QUIET * module, y + QUIET * module)
    .scale(module)
  document.fillColor('#000000').addContent(`/${place(document, { drawing: `${drawing}f`, size: code.size })} Do`)
  document.restore()
}

/** Of a page: what it draws by name; pdfkit's own, which its types do not tell. */
interface Inside {
  readonly page: { readonly xobjects: Record<string, object> }
  ref(data: object): { end(content: Uint8Array): void }
}

/** A drawing of its own (ISO 32000-1 §8.10), packed the quick way: thousands of rectangles are most of a page's bytes. */
function place(document: Document, { drawing, size }: { drawing: string; size: number }): string {
  const { page, ref } = document as unknown as Inside
  const form = ref.call(document, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, size, size], Filter: 'FlateDecode' })
  form.end(deflateSync(drawing, { level: 1 }))
  const name = `Code${Object.keys(page.xobjects).length + 1}`
  page.xobjects[name] = form
  return name
}
