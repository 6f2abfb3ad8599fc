import type { Run } from './split-by-face.ts'
import type { DocumentFont, Position } from './whole-face.ts'

/** What a document knows of its font at the moment, and its page of fonts: pdfkit's own, which its types do not tell. */
interface Inside {
  readonly _font: DocumentFont
  readonly page: { readonly fonts: Record<string, object> }
}

/**
 * Writes a run of text on a baseline, in the document's font, which is the run's. pdfkit's own `text` measures and breaks again what was
 * measured and broken, which takes three times as long; it is asked only where letters have to be moved off the line, as accents of their
 * own do.
 */
export function writeRun(document: PDFKit.PDFDocument, { face, text }: Run, { x, y, size }: { x: number; y: number; size: number }): void {
  const { _font: font, page } = document as unknown as Inside
  const shown = face.whole === undefined ? shownBy(font, text) : shownWhole(face.whole, text)
  if (shown === undefined) {
    document.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
    return
  }
  page.fonts[font.id] ??= font.ref()
  // Pages of pdfkit are upside down, so the letters are turned back (ISO 32000-1 §9.4.2).
  document.addContent(`BT /${font.id} ${size} Tf 1 0 0 -1 ${round(x)} ${round(y)} Tm [${shown}] TJ ET`)
}

/** Words as pdfkit sets them: a space belongs to the word before it. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[^ \t]*[ \t]|[^ \t]+/g) ?? []
}

function shownWhole(whole: NonNullable<Run['face']['whole']>, text: string): string | undefined {
  let shown = ''
  for (const word of wordsOf(text)) {
    const set = whole.setWord(word)
    if (set.isMoved) return undefined
    shown += set.shown
  }
  return shown
}

/** Codes in one text, cut where two letters stand closer than their widths say. */
function shownBy(font: DocumentFont, text: string): string | undefined {
  const [codes, positions] = font.encode(text)
  if (positions.some(isOffTheLine)) return undefined
  let shown = '<'
  for (const [index, code] of codes.entries()) {
    const { xAdvance = 0, advanceWidth = 0 } = positions[index] ?? {}
    shown += xAdvance === advanceWidth ? code : `${code}> ${round(advanceWidth - xAdvance)} <`
  }
  return `${shown}>`
}

function isOffTheLine({ xOffset, yOffset }: Position): boolean {
  return xOffset !== 0 || yOffset !== 0
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
