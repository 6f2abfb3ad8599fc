import bidiFactory from 'bidi-js'
import type { Run } from './fonts.ts'

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

const bidi = bidiFactory()

export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text)
}

interface Piece extends Run {
  readonly level: number
}

/**
 * The runs of a line as they stand from left to right (Unicode Standard Annex #9, in a paragraph that goes to the right as Italian does).
 * What goes to the left is one run a word: the letters of a word are turned by its face.
 */
export function inVisualOrder(runs: readonly Run[]): readonly Run[] {
  const text = runs.map((run) => run.text).join('')
  if (!isRightToLeft(text)) return runs
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr')
  const pieces = piecesOf(runs, levels).map((piece, read) => ({ ...piece, read }))
  for (let level = Math.max(...levels); level > 0; level -= 1) turnFrom(pieces, level)
  return pieces.map(({ face, text, read }) => ({ face, text, read }))
}

function piecesOf(runs: readonly Run[], levels: Uint8Array): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { face, text } of runs) {
    let from = 0
    for (let to = 1; to <= text.length; to += 1) {
      const level = levels[at + from] ?? 0
      if (to < text.length && levels[at + to] === level) continue
      const part = text.slice(from, to)
      const words = level % 2 === 0 ? [part] : (part.match(/\s|[^\s]+/g) ?? []).flatMap(turned)
      pieces.push(...words.map((word) => ({ face, text: word, level })))
      from = to
    }
    at += text.length
  }
  return pieces
}

/** Signs that have no direction of their own are set one by one, brackets turned. */
function turned(word: string): readonly string[] {
  return isRightToLeft(word) ? [word] : [...word].map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
}

/** Rule L2 of the annex. */
function turnFrom(pieces: Piece[], level: number): void {
  for (let from = 0; from < pieces.length; from += 1) {
    let to = from
    while ((pieces[to]?.level ?? 0) >= level) to += 1
    if (to > from) pieces.splice(from, to - from, ...pieces.slice(from, to).reverse())
    from = to
  }
}
