import type { Competence } from '../attestation/attestation.ts'
import type { VerifiedCompetence } from './check.ts'

/** A competence of the record as the verdict shows it. */
export function viewCompetence({ name, code, repertory, eqfLevel, abilities, knowledge, demo }: Competence): VerifiedCompetence {
  return {
    name: name.it,
    nameByLanguage: { ...name },
    ...(code === undefined ? {} : { code }),
    repertory: repertory.name,
    release: repertory.release,
    ...(eqfLevel === undefined ? {} : { eqfLevel }),
    abilities,
    knowledge,
    demo,
  }
}
