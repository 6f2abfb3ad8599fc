import { NOT_EXAMINED } from '../not-examined.ts'

export interface MinutesParts {
  /** When, where, who was there, what was declared. */
  readonly preamble: readonly string[]
  /** What was said of each candidate, in their order, from the line that names them. */
  readonly candidates: readonly (readonly string[])[]
}

/** The lines of minutes (`composeMinutes`), apart by whom they are about: what is said of one is nobody else's to read. */
export function minutesParts(lines: readonly string[]): MinutesParts {
  const preamble: string[] = []
  const candidates: string[][] = []
  for (const line of lines) {
    if (line.startsWith('Candidato: ')) candidates.push([line])
    else (candidates.at(-1) ?? preamble).push(line)
  }
  return { preamble, candidates }
}

/**
 * What was said of one. Bodies number their cases each by itself, so a number alone may be that of somebody else: name, number and body must
 * be theirs, and no other's of this sitting. Minutes of before name no body.
 */
export function saidOf(
  { name, number, body }: { name: string; number: string; body: string },
  { candidates }: MinutesParts,
): readonly string[] {
  const named = [`Candidato: ${name}, pratica ${number} di ${body}.`, `Candidato: ${name}, pratica ${number}.`]
  // Of whoever was left out the whole stands in one line.
  const headings = named.flatMap((heading) => [heading, ...Object.values(NOT_EXAMINED).map(([why]) => `${heading} ${why}`)])
  const theirs = candidates.filter(([heading = '']) => headings.includes(heading))
  return theirs.length === 1 ? (theirs[0] ?? []) : []
}
