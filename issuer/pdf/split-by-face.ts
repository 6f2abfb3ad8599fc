import { AttestaError } from '../../credential/errors.ts'
import { type Face, facesOf, otherFace, type Run, type Weight } from './fonts.ts'
import { inVisualOrder } from './visual-order.ts'

/** What the first face has, by far most texts. */
const PLAIN = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201e]*$/

/**
 * A text as runs of one face each. What no face can write is written by its decomposition (a rare accented letter is its letter and
 * accent); a letter that none has at all is refused: an act with an empty box where a name should be is not handed out.
 *
 * @throws AttestaError `pdf.cannot-write` with the code point
 */
export function splitByFace(text: string, weight: Weight): readonly Run[] {
  const [first] = facesOf(weight)
  if (first !== undefined && PLAIN.test(text)) return [{ face: first, text }]
  const runs: { face: Face; text: string }[] = []
  const add = (face: Face, character: string) => {
    const last = runs.at(-1)
    if (last?.face === face) last.text += character
    else runs.push({ face, text: character })
  }
  for (const character of text.normalize('NFC')) {
    const face = faceFor(character, weight, runs.at(-1)?.face)
    if (face !== undefined) add(face, character)
    else for (const part of decomposed(character)) add(need(part, weight), part)
  }
  return inVisualOrder(runs)
}

/** The face of the letter before, where it has this one too: accents stay with their letter. */
function faceFor(character: string, weight: Weight, before: Face | undefined): Face | undefined {
  const point = character.codePointAt(0) ?? 0
  if (before?.font.hasGlyphForCodePoint(point)) return before
  return facesOf(weight).find(({ font }) => font.hasGlyphForCodePoint(point)) ?? otherFace(point, weight)
}

function need(character: string, weight: Weight): Face {
  const face = faceFor(character, weight, undefined)
  if (face === undefined) throw new AttestaError('pdf.cannot-write', { character: codePointOf(character) })
  return face
}

const SPACES = /[\s\u00a0\u2000-\u200b\u202f\u205f\u3000]/u
const HYPHENS = /[\u2010\u2011]/u

function decomposed(character: string): readonly string[] {
  if (SPACES.test(character)) return [' ']
  if (HYPHENS.test(character)) return ['-']
  return [...character.normalize('NFKD')]
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
