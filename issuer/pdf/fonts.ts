import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font, type Shaped } from 'fontkit'
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

const kept = new Map<Weight, readonly Face[]>()

/** The faces of a weight: read once, kept for all documents (reading one takes longer than writing a page). */
export function facesOf(weight: Weight): readonly Face[] {
  const known = kept.get(weight) ?? SUBSETS.map((subset) => readFace(weight, subset))
  kept.set(weight, known)
  return known
}

function readFace(weight: Weight, subset: (typeof SUBSETS)[number]): Face {
  const file = `@fontsource/titillium-web/files/titillium-web-${subset}-${NUMBER_OF[weight]}-normal.woff`
  const font = create(unwrapWoff(readFileSync(createRequire(import.meta.url).resolve(file))))
  const scale = 1000 / font.unitsPerEm
  const layout = remembered((word) => font.layout(word))
  return {
    name: `${weight} ${subset}`,
    ...(subset === 'latin' && { whole: wholeFace(font, layout) }),
    font: Object.create(font, { layout: { value: (word: string) => copied(layout(word)) } }),
    widthOf: (word) => layout(word).advanceWidth * scale,
  }
}

/** pdfkit scales the places of the letters where they stand. */
function copied({ glyphs, positions, advanceWidth }: Shaped): Shaped {
  return { glyphs, advanceWidth, positions: positions.map((position) => ({ ...position })) }
}
