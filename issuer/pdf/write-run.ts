import type { Run } from './fonts.ts'
import { isRightToLeft } from './visual-order.ts'
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
  const show = (shown: string, left: number, base: number) => {
    page.fonts[font.id] ??= font.ref()
    // Pages of pdfkit are upside down, so the letters are turned back (ISO 32000-1 §9.4.2).
    document.addContent(`BT /${font.id} ${size} Tf 1 0 0 -1 ${round(left)} ${round(base)} Tm [${shown}] TJ ET`)
  }
  const moved = () => document.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
  if (face.whole !== undefined) {
    const shown = shownWhole(face.whole, text)
    if (shown === undefined) moved()
    else show(shown, x, y)
    return
  }
  const [codes, positions] = font.encode(text)
  if (isRightToLeft(text)) {
    for (const { shown, xOffset, yOffset } of inOneAndMarks(codes, positions))
      show(shown, x + (xOffset * size) / 1000, y - (yOffset * size) / 1000)
    return
  }
  const isTold = !isAsWritten(face, text)
  if (isTold) document.addContent(`/Span <</ActualText <feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>>> BDC`)
  if (positions.some(isOffTheLine)) moved()
  else show(shownBy(codes, positions), x, y)
  if (isTold) document.addContent('EMC')
}

/** Where letters are joined, turned or moved before others, the file says how they were written (ISO 32000-1 §14.9.4). */
function isAsWritten({ font }: Run['face'], text: string): boolean {
  return wordsOf(text).every((word) => String.fromCodePoint(...font.layout(word).glyphs.flatMap(({ codePoints }) => codePoints)) === word)
}

interface Shown {
  readonly shown: string
  readonly xOffset: number
  readonly yOffset: number
}

/** A word that goes to the left: its letters in one, so that a reader finds the word, then the marks above and below them. */
function inOneAndMarks(codes: readonly string[], positions: readonly Position[]): readonly Shown[] {
  let line = '<'
  let at = 0
  const marks: Shown[] = []
  for (const [index, code] of codes.entries()) {
    const { xAdvance, advanceWidth, xOffset, yOffset } = positions[index] as Position
    if (xOffset === 0 && yOffset === 0) line += xAdvance === advanceWidth ? code : `${code}> ${round(advanceWidth - xAdvance)} <`
    else {
      marks.push({ shown: `<${code}>`, xOffset: at + xOffset, yOffset })
      if (xAdvance !== 0) line += `> ${round(-xAdvance)} <`
    }
    at += xAdvance
  }
  return [{ shown: `${line}>`, xOffset: 0, yOffset: 0 }, ...marks]
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
function shownBy(codes: readonly string[], positions: readonly Position[]): string {
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
