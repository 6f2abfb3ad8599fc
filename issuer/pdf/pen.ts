import PDFDocument from 'pdfkit'
import type { Face, Run, Weight } from './fonts.ts'
import { keeper } from './remembered.ts'
import { splitByFace } from './split-by-face.ts'
import type { DocumentFont } from './whole-face.ts'
import { wordsOf, writeRun } from './write-run.ts'

export interface Style {
  readonly weight: Weight
  readonly size: number
  readonly color: string
  /** Distance of the lines, as a multiple of the size. Default 1.3. */
  readonly leading?: number
}

export type Element = ReturnType<PDFKit.PDFDocument['struct']>
export type Document = PDFKit.PDFDocument

/** A line of text that fits, in runs of one face each. */
type Line = readonly Run[]

/** A word that nobody has written before: each paper has one of its own. */
const ADDRESS = /^[\x21-\x7e]{40,}$/

/** A text is measured before it is written, and most texts are those of the document before. */
const brokenTexts = keeper<readonly Line[]>()
/** Of a letter that stands alone, at size 1. */
const letterWidths = keeper<number>()

/** Writes lines of text on a document: measures, breaks and places them. Where the words stand is decided by the layout. */
export class Pen {
  readonly document: Document
  readonly #known = new Set<string>()

  constructor(document: Document) {
    this.document = document
  }

  /** Height of a text that is `width` wide. */
  heightOf(text: string, style: Style, width: number): number {
    return this.#broken(text, style, width).length * lineHeight(style)
  }

  widthOf(text: string, style: Style): number {
    return this.#width(splitByFace(text, style.weight), style)
  }

  /** Writes a text from its upper left corner; gives the y below its last line. */
  write(text: string, { x, y, width, style, align = 'left' }: Place): number {
    let top = y
    for (const line of this.#broken(text, style, width)) {
      const free = width - this.#width(line, style)
      this.#writeLine(line, { x: x + (align === 'left' ? 0 : align === 'right' ? free : free / 2), y: top, style })
      top += lineHeight(style)
    }
    return top
  }

  #writeLine(line: Line, { x, y, style }: { x: number; y: number; style: Style }): void {
    let left = x
    const baseline = y + lineHeight(style) / 2 + style.size * 0.35
    this.document.fillColor(style.color)
    const placed = line.map((run) => {
      const at = left
      left += widthOfRun(run, style)
      return { run, at }
    })
    if (line.some(({ read }) => read !== undefined)) placed.sort((a, b) => (a.run.read ?? 0) - (b.run.read ?? 0))
    for (const { run, at } of placed) {
      this.#take(run.face)
      writeRun(this.document.fontSize(style.size), run, { x: at, y: baseline, size: style.size })
    }
  }

  /** By words; a word that is wider than the line is broken where it ends. */
  #broken(text: string, style: Style, width: number): readonly Line[] {
    return brokenTexts(`${style.weight} ${style.size} ${width} ${text}`, () => this.#break(text, style, width))
  }

  #break(text: string, style: Style, width: number): readonly Line[] {
    const space = this.widthOf(' ', style)
    const lines: string[] = []
    for (const paragraph of text.split('\n')) {
      let line = ''
      let filled = 0
      for (const word of paragraph.split(' ').flatMap((long) => this.#pieces(long, style, width))) {
        const wide = this.widthOf(word, style)
        if (line !== '' && filled + space + wide > width) {
          lines.push(line)
          line = word
          filled = wide
        } else {
          filled += line === '' ? wide : space + wide
          line = line === '' ? word : `${line} ${word}`
        }
      }
      lines.push(line)
    }
    return lines.map((line) => splitByFace(line, style.weight))
  }

  #pieces(word: string, style: Style, width: number): readonly string[] {
    // To set a long address in one takes longer than to break it, and which it needs is seen when it is broken.
    if (!ADDRESS.test(word) && this.widthOf(word, style) <= width) return [word]
    const pieces: string[] = []
    let piece = ''
    let filled = 0
    // Letter by letter as if each stood alone: what stands closer only leaves more room.
    for (const character of word) {
      const wide = letterWidths(`${style.weight} ${character}`, () => this.widthOf(character, { ...style, size: 1 })) * style.size
      if (piece !== '' && filled + wide > width) {
        pieces.push(piece)
        piece = ''
        filled = 0
      }
      piece += character
      filled += wide
    }
    return [...pieces, piece]
  }

  #width(line: Line, style: Style): number {
    return line.reduce((sum, run) => sum + widthOfRun(run, style), 0)
  }

  #take({ name, font, whole }: Face): void {
    const isNew = !this.#known.has(name)
    // pdfkit takes a font that fontkit has read, and keeps what it makes of it, which its types do not tell.
    if (isNew) this.document.registerFont(name, font as unknown as Buffer)
    this.document.font(name)
    if (isNew) whole?.enter((this.document as unknown as { readonly _font: DocumentFont })._font)
    this.#known.add(name)
  }
}

/** Word by word, as pdfkit sets it. */
function widthOfRun({ face, text }: Run, { size }: Style): number {
  return (wordsOf(text).reduce((sum, word) => sum + face.widthOf(word), 0) * size) / 1000
}

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly style: Style
  readonly align?: 'left' | 'right' | 'center'
}

export function lineHeight({ size, leading = 1.3 }: Style): number {
  return size * leading
}

/** What documents wrote so far; null behind the last of it. pdfkit writes while it constructs, before a member of ours would be there. */
const written = new WeakMap<object, (Uint8Array | null)[]>()

/** Keeps what it writes: to hand some hundred small pieces through a stream takes as long as to set their letters. */
class KeptDocument extends PDFDocument {
  override push(piece: Uint8Array | null): boolean {
    const pieces = written.get(this)
    if (pieces === undefined) written.set(this, [piece])
    else pieces.push(piece)
    return true
  }

  /** @throws Error before the document was ended */
  bytes(): Uint8Array {
    const pieces = [...(written.get(this) ?? [])]
    if (pieces.pop() !== null) throw new Error('the document was not ended')
    return Buffer.concat(pieces as Uint8Array[])
  }
}

export function openDocument({ title, at }: { title: string; at: Date }): KeptDocument {
  return new KeptDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: 'it-IT',
    displayTitle: true,
    autoFirstPage: false,
    // Without a first font none of the built-in ones, which are not embedded, gets into the file.
    font: '',
    bufferPages: true,
    info: { Title: title, Creator: 'Attesta', Producer: 'Attesta', CreationDate: at },
  })
}
