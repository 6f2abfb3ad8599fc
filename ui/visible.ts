/**
 * Characters that draw nothing and can still move, hide or split what stands around them: controls, zero widths and marks,
 * embeddings, overrides and isolates, the two separators, and the letters that look like a space: Hangul fillers, the braille
 * blank (Unicode UAX #9 §2, UTR #36 §2.5; security.md §2 row 23).
 */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029\u115F\u1160\u2800\u3164\uFFA0]|\u034F/gu
/** The library of messages turns these into what they stand for, once a sentence is filled: also where a value brought them. */
const ESCAPED = /\\(?=u[\dA-F]{4}|x[\dA-F]{2})/gi
const WHITE_SPACE = /[\t\n\r]/
/** Letters that run from right to left: beside a number or a dash they would turn the order of our own words. */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** A stranger's text as it is, its unseen characters written out: «[U+202E]». Whoever hides something in a number shows it. */
export function visible(text: string): string {
  return text.replace(ESCAPED, '∖').replace(UNSEEN, (unseen) => (WHITE_SPACE.test(unseen) ? unseen : nameOf(unseen)))
}

/** The same, for the middle of a sentence of ours: a text that runs the other way stays among its own (UAX #9 §6.3, FSI and PDI). */
export function visibleInside(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${visible(text)}\u2069` : visible(text)
}

function nameOf(unseen: string): string {
  return `[U+${unseen.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`
}

/** A copy of a verdict, or of any part of one, whose texts are all fit to be shown. */
export function showable<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T
  if (Array.isArray(value)) return value.map(showable) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, showable(member)])) as T
}
