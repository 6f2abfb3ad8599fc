/** The phases that a person is asked about, the first one first, each with the states that end it. */
const RATED = [
  { phase: 'accoglienza', ends: ['individuazione'] },
  { phase: 'individuazione', ends: ['trasparenza_rilasciata'] },
  { phase: 'validazione', ends: ['validazione_rilasciata', 'non_validata'] },
  { phase: 'esame', ends: ['verbale_firmato', 'non_certificata'] },
] as const
export type RatedPhase = (typeof RATED)[number]['phase']

/** States that end a phase; none where nobody is asked about it. */
export const endsOf = (phase: string): readonly string[] => RATED.find((known) => known.phase === phase)?.ends ?? []

/** The phases that are over and were neither rated nor left out, the oldest first. */
export function phasesToRate({ reached, rated }: { reached: ReadonlyMap<string, Date>; rated: readonly string[] }): RatedPhase[] {
  return RATED.filter(({ phase, ends }) => ends.some((state) => reached.has(state)) && !rated.includes(phase)).map(({ phase }) => phase)
}
