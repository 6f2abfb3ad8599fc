import type { RulePack } from './rule-pack.ts'
import type { Origin } from './shape.ts'

export interface Term {
  /** `P3Y`, or `permanent`. */
  readonly keep: string
  readonly origin: Origin
  /** Its class says so; otherwise it goes with the dossier. */
  readonly own: boolean
}

/** How long a piece of evidence is kept from the end of its case: as its class says, or as long as the dossier in which it lies. */
export function evidenceTerm({ retention, evidence }: RulePack, evidenceClass: string): Term {
  const own = evidence.find((known) => known.class === evidenceClass)?.retention
  if (own !== undefined) return { ...own, own: true }
  const dossier = retention.find((known) => known.class === 'dossier')
  return { keep: dossier?.keep ?? 'permanent', origin: dossier?.origin ?? { default: true }, own: false }
}
