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
 * What was said of one. Bodies number their cases each by itself, so a number alone may be that of somebody else: name and number must be
 * theirs, and no other's of this sitting.
 */
export function saidOf({ name, number }: { name: string; number: string }, { candidates }: MinutesParts): readonly string[] {
  const theirs = candidates.filter(([heading]) => heading === `Candidato: ${name}, pratica ${number}.`)
  return theirs.length === 1 ? (theirs[0] ?? []) : []
}
