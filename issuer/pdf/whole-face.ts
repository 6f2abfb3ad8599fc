import { deflateSync } from 'node:zlib'
import type { Font, Shaped } from 'fontkit'
import { remembered } from './remembered.ts'
import { writeCmap } from './write-cmap.ts'

/** A word as it is written in any document. */
export interface SetWord {
  /** Of the operator TJ (ISO 32000-1 §9.4.3): the codes of its letters, cut where two stand closer than their widths say. */
  readonly shown: string
  /** An accent of its own is moved off the line, which TJ cannot say. */
  readonly isMoved: boolean
}

/**
 * A small face that every document embeds as it is, with the numbers of its letters as their codes. pdfkit would cut it to the letters of
 * each document and number them anew, which takes as long as writing the page; so a word is the same text in every document too.
 */
export interface WholeFace {
  setWord(word: string): SetWord
  /** Makes a document's font this one. */
  enter(font: DocumentFont): void
}

/** What pdfkit makes of a face in one document; its types do not tell. */
export interface DocumentFont {
  readonly id: string
  readonly document: { ref(data?: object): Reference }
  readonly dictionary: Reference
  ref(): Reference
  encode(text: string): [codes: readonly string[], positions: readonly Position[]]
  subset: { includeGlyph(id: number): number }
  widths: readonly number[]
  unicode: readonly (readonly number[])[]
  embed(): void
}

export interface Position {
  readonly xAdvance: number
  readonly advanceWidth: number
  readonly xOffset: number
  readonly yOffset: number
}

interface Reference {
  data: object
  end(content?: Uint8Array): void
}

/** Letters that a face joins into one of its own (ISO 32000-1 §9.10.3 wants their text told). */
const JOINED = ['ff', 'fi', 'fl', 'ffi', 'ffl']

export function wholeFace(font: Font, layout: (word: string) => Shaped): WholeFace {
  const scale = 1000 / font.unitsPerEm
  // First: fontkit keeps a letter with the text that it was first asked for.
  const unicode = textsOf(font)
  const widths = unicode.map((_, id) => font.getGlyph(id).advanceWidth * scale)
  const file = fileOf(font)
  const streams = { file: deflateSync(file), size: file.length, cmap: deflateSync(writeCmap(unicode)) }
  return {
    setWord: remembered((word) => setWord(layout(word), { scale, unicode })),
    enter(entered) {
      Object.assign(entered, {
        subset: { includeGlyph: (id: number) => id },
        widths,
        unicode,
        embed: () => embed(entered, { font, widths, streams }),
      } satisfies Partial<DocumentFont>)
    },
  }
}

function setWord({ glyphs, positions }: Shaped, { scale, unicode }: { scale: number; unicode: readonly (readonly number[])[] }): SetWord {
  let shown = '<'
  let isMoved = false
  for (const [index, { id, advanceWidth, codePoints }] of glyphs.entries()) {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {}
    // A letter whose text the file would not tell cannot be searched or read aloud: it is written the long way, by its parts.
    isMoved ||= xOffset !== 0 || yOffset !== 0 || unicode[id]?.length !== codePoints.length
    const code = id.toString(16).padStart(4, '0')
    shown += xAdvance === advanceWidth ? code : `${code}> ${round((advanceWidth - xAdvance) * scale)} <`
  }
  return { shown: `${shown}>`, isMoved }
}

/** The text of each letter by its number; of those that nobody can ask for, the sign for an unknown one. */
function textsOf(font: Font): readonly (readonly number[])[] {
  const texts: (readonly number[])[] = []
  for (const text of [...font.characterSet.map((point) => String.fromCodePoint(point)), ...JOINED]) {
    for (const { id, codePoints } of font.layout(text).glyphs) texts[id] ??= codePoints
  }
  return Array.from({ length: font.numGlyphs }, (_, id) => texts[id] ?? [0xfffd])
}

/** The outlines and what a reader of PDF needs beside them; how words are set stays here. */
function fileOf(font: Font): Uint8Array {
  const subset = font.createSubset()
  for (let id = 0; id < font.numGlyphs; id += 1) subset.includeGlyph(id)
  return subset.encode()
}

/** ISO 32000-1 §9.7.4 and §9.8: a composite font whose codes are the numbers of the letters in its file. */
function embed(
  { document, dictionary }: DocumentFont,
  { font, widths, streams }: { font: Font; widths: readonly number[]; streams: { file: Uint8Array; size: number; cmap: Uint8Array } },
): void {
  const add = (data: object, content?: Uint8Array) => {
    const reference = document.ref(data)
    reference.end(content)
    return reference
  }
  const scale = 1000 / font.unitsPerEm
  // Six letters and a plus: not the face as its makers publish it.
  const name = `ATTEST+${font.postscriptName.replaceAll(' ', '_')}`
  const { minX, minY, maxX, maxY } = font.bbox
  const descriptor = add({
    Type: 'FontDescriptor',
    FontName: name,
    Flags: 4,
    FontBBox: [minX, minY, maxX, maxY].map((edge) => edge * scale),
    ItalicAngle: font.italicAngle,
    Ascent: font.ascent * scale,
    Descent: font.descent * scale,
    CapHeight: font.capHeight * scale,
    XHeight: font.xHeight * scale,
    StemV: 0,
    FontFile2: add({ Filter: 'FlateDecode', Length1: streams.size }, streams.file),
  })
  const descendant = add({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    // pdfkit writes names as they are, and text when it is an object.
    CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    W: [0, widths],
    CIDToGIDMap: 'Identity',
  })
  dictionary.data = {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
    ToUnicode: add({ Filter: 'FlateDecode' }, streams.cmap),
  }
  dictionary.end()
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
