import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font, type Shaped } from 'fontkit'
import { filesFor } from './other-scripts.ts'
import { remembered } from './remembered.ts'
import { unwrapWoff } from './unwrap-woff.ts'
import { type WholeFace, wholeFace } from './whole-face.ts'

export const WEIGHTS = ['light', 'regular', 'strong'] as const
export type Weight = (typeof WEIGHTS)[number]

const NUMBER_OF = { light: 300, regular: 400, strong: 600 } as const
/** In the order in which they are asked for a character. */
const SUBSETS = ['latin', 'latin-ext'] as const

export interface Face {
  /** Name under which a document knows it. */
  readonly name: string
  readonly font: Font
  /** Width of a word in thousandths of the size, without what stands beside it. */
  readonly widthOf: (word: string) => number
  /** Where a document embeds all of it. */
  readonly whole?: WholeFace
}

/** Text of one face. */
export interface Run {
  readonly face: Face
  readonly text: string
  /** Its place among those that are read, in a line where that is not from left to right. */
  readonly read?: number
}

const kept = new Map<string, Face>()

const ofWeight = new Map<Weight, readonly Face[]>()

/** The faces of a weight in which most texts are written. */
export function facesOf(weight: Weight): readonly Face[] {
  const known = ofWeight.get(weight)
  if (known !== undefined) return known
  const faces = SUBSETS.map((subset) => readFace(`@fontsource/titillium-web/files/titillium-web-${subset}`, weight))
  ofWeight.set(weight, faces)
  return faces
}

/** A face of another script, read when a text first needs it. */
export function otherFace(point: number, weight: Weight): Face | undefined {
  return filesFor(point)
    .map((file) => readFace(file, weight))
    .find(({ font }) => font.hasGlyphForCodePoint(point))
}

/** Read once, kept for all documents (reading one takes longer than writing a page). */
function readFace(file: string, weight: Weight): Face {
  const path = `${file}-${NUMBER_OF[weight]}-normal.woff`
  const known = kept.get(path) ?? openFace(path)
  kept.set(path, known)
  return known
}

function openFace(path: string): Face {
  const font = create(unwrapWoff(readFileSync(createRequire(import.meta.url).resolve(path))))
  const scale = 1000 / font.unitsPerEm
  const isWhole = path.includes('-latin-') && !path.includes('-latin-ext-')
  const layout = remembered((word) => {
    // A drawing that letters of two scripts share keeps the text that it was first asked for: of another person's name.
    if (!isWhole) font._glyphs = {}
    return font.layout(inOrder(word))
  })
  skipMissingAnchors(font)
  return {
    name: path,
    ...(isWhole && { whole: wholeFace(font, layout) }),
    font: Object.create(font, { layout: { value: (word: string) => copied(layout(word)) } }),
    widthOf: (word) => layout(word).advanceWidth * scale,
  }
}

/** Thai and Lao write AM as a ring and a vowel, and the ring stands below the tone: fontkit does not turn them (HarfBuzz does). */
function inOrder(word: string): string {
  return word.replace(/([\u0e48-\u0e4b]*)\u0e33/g, '\u0e4d$1\u0e32')
}

/** A letter may have no place for a mark of some class (OpenType 1.9, GPOS BaseArray: NULL), over which fontkit 2.0.4 stumbles. */
function skipMissingAnchors(font: Font): void {
  const processor = font._layoutEngine.engine?.GPOSProcessor
  const apply = processor?.applyAnchor
  if (processor === undefined || processor === null || apply === undefined) return
  processor.applyAnchor = (mark, base, index) => {
    if (base !== null) apply.call(processor, mark, base, index)
  }
}

/** pdfkit scales the places of the letters where they stand. */
function copied({ glyphs, positions, advanceWidth }: Shaped): Shaped {
  return { glyphs, advanceWidth, positions: positions.map((position) => ({ ...position })) }
}
