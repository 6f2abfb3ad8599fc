/** What a document knows of its font at the moment, and its page of fonts: pdfkit's own, which its types do not tell. */
interface Inside {
  readonly _font: {
    readonly id: string
    ref(): object
    encode(text: string): [codes: readonly string[], positions: readonly Position[]]
  }
  readonly page: { readonly fonts: Record<string, object> }
}

interface Position {
  readonly xAdvance: number
  readonly advanceWidth: number
  readonly xOffset: number
  readonly yOffset: number
}

/**
 * Writes a run of text on a baseline. pdfkit's own `text` measures and breaks again what was measured and broken, which takes three times
 * as long; it is asked only where letters have to be moved off the line, as accents of their own do.
 */
export function writeRun(document: PDFKit.PDFDocument, text: string, { x, y, size }: { x: number; y: number; size: number }): void {
  const { _font: font, page } = document as unknown as Inside
  const [codes, positions] = font.encode(text)
  if (positions.some(({ xOffset, yOffset }) => xOffset !== 0 || yOffset !== 0)) {
    document.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
    return
  }
  page.fonts[font.id] ??= font.ref()
  // Pages of pdfkit are upside down, so the letters are turned back (ISO 32000-1 §9.4.2).
  document.addContent(`BT /${font.id} ${size} Tf 1 0 0 -1 ${round(x)} ${round(y)} Tm [${shown(codes, positions)}] TJ ET`)
}

/** Codes in one text, cut where two letters stand closer than their widths say. */
function shown(codes: readonly string[], positions: readonly Position[]): string {
  let text = '<'
  for (const [index, code] of codes.entries()) {
    const { xAdvance = 0, advanceWidth = 0 } = positions[index] ?? {}
    text += xAdvance === advanceWidth ? code : `${code}> ${round(advanceWidth - xAdvance)} <`
  }
  return `${text}>`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
