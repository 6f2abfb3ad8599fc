import type { Quad, Term } from 'rdf-canonize'

const SURROGATE = /[\ud800-\udfff]/
const ABOVE_SURROGATES = /[\ue000-\uffff]/

/**
 * Whether sorting these terms by UTF-16 units, as JavaScript does, could differ from the order by code point that RDFC-1.0 §4
 * wants: only when a character above U+FFFF meets one from U+E000 to U+FFFF.
 */
export function needsCodePointOrder(dataset: readonly Quad[]): boolean {
  return has(dataset, SURROGATE) && has(dataset, ABOVE_SURROGATES)
}

/** One after the other, without making a list of them: nearly every dataset has neither. */
function has(dataset: readonly Quad[], letter: RegExp): boolean {
  for (const { subject, predicate, object, graph } of dataset) {
    if (letter.test(object.value) || letter.test(subject.value) || letter.test(predicate.value) || letter.test(graph.value)) return true
  }
  return false
}

/** The same dataset in units whose order is that of code points: surrogates change places with what lies above them. */
export function inSortableUnits(dataset: readonly Quad[]): Quad[] {
  return dataset.map(({ subject, predicate, object, graph }) => ({
    subject: sortableTerm(subject),
    predicate: sortableTerm(predicate),
    object: sortableTerm(object),
    graph: sortableTerm(graph),
  }))
}

function sortableTerm(term: Term): Term {
  return { ...term, value: shift(term.value, (unit) => (unit < 0xe000 ? unit + 0x2000 : unit - 0x800)) }
}

/** The text again as it was before `inSortableUnits`. */
export function fromSortableUnits(text: string): string {
  return shift(text, (unit) => (unit < 0xf800 ? unit + 0x800 : unit - 0x2000))
}

function shift(text: string, place: (unit: number) => number): string {
  return text.replace(/[\ud800-\uffff]/g, (unit) => String.fromCharCode(place(unit.charCodeAt(0))))
}
