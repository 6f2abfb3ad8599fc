import { correction, generate } from 'lean-qr'
import type { Document } from './pen.ts'

export interface Code {
  readonly text: string
  readonly correction: 'L' | 'M' | 'Q'
}

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
  // Trying all eight masks takes as long as the rest of the page, and what is signed and packed looks random under each of them.
  const code = generate(text, { minCorrectionLevel: correction[level], maxCorrectionLevel: correction[level], mask: 0 })
  const module = side / (code.size + 2 * QUIET)
  const rectangles: string[] = []
  for (let row = 0; row < code.size; row += 1) {
    for (let column = 0; column < code.size; column += 1) {
      if (!code.get(column, row)) continue
      const from = column
      while (code.get(column + 1, row)) column += 1
      rectangles.push(`${from} ${row} ${column + 1 - from} 1 re`)
    }
  }
  document
    .save()
    .translate(x + QUIET * module, y + QUIET * module)
    .scale(module)
  document.fillColor('#000000').addContent(`${rectangles.join('\n')}\nf`)
  document.restore()
}
