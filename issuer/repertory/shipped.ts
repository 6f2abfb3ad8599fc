import type { Competence, Qualification } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import shipped from '../../schemas/repertory/qrsp-lombardia.json' with { type: 'json' }

export interface RepertoryCompetence {
  /** Key of the row in its release. */
  readonly entry: string
  readonly sector: string
  readonly competence: Competence
}

export interface RepertoryProfile {
  readonly entry: string
  readonly sector: string
  readonly qualification: Qualification
  readonly competences: readonly RepertoryCompetence[]
}

/** @throws AttestaError `repertory.unknown` */
export function findCompetence(entry: string): RepertoryCompetence {
  const row = shipped.competences.find((candidate) => candidate.id === entry)
  if (row === undefined) throw new AttestaError('repertory.unknown')
  return {
    entry,
    sector: row.sector,
    competence: {
      name: row.name,
      repertory: { name: shipped.repertory, release: row.release, section: row.section },
      ...(row.eqfLevel !== undefined && { eqfLevel: row.eqfLevel }),
      abilities: row.abilities ?? [],
      knowledge: row.knowledge ?? [],
      esco: [],
      ada: [],
      demo: row.demo,
    },
  }
}

/** @throws AttestaError `repertory.unknown` */
export function findProfile(entry: string): RepertoryProfile {
  const row = shipped.profiles.find((candidate) => candidate.id === entry)
  if (row === undefined) throw new AttestaError('repertory.unknown')
  return {
    entry,
    sector: row.sector,
    qualification: {
      name: row.name,
      ...(row.code !== undefined && { code: row.code }),
      repertory: { name: shipped.repertory, release: row.release, section: row.section },
      eqfLevel: row.eqfLevel,
      ateco: [],
      cpIstat: [],
      partial: false,
    },
    competences: row.competences.map(findCompetence),
  }
}

/** Everything that may be chosen, for the page that searches it. */
export function shippedRepertory(): { profiles: readonly RepertoryProfile[]; competences: readonly RepertoryCompetence[] } {
  return {
    profiles: shipped.profiles.map(({ id }) => findProfile(id)),
    competences: shipped.competences.map(({ id }) => findCompetence(id)),
  }
}
