import type { Competence, Qualification } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import shipped from '../../schemas/repertory/qrsp-lombardia.json' with { type: 'json' }
import { type RepertoryRelease, repertoryRelease } from './release.ts'

/** The release that ships. */
export const shippedRelease: RepertoryRelease = repertoryRelease.parse(shipped)

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
export function findCompetence(entry: string, from = shippedRelease): RepertoryCompetence {
  const row = from.competences.find((candidate) => candidate.id === entry)
  if (row === undefined) throw new AttestaError('repertory.unknown')
  return {
    entry,
    sector: row.sector,
    competence: {
      name: row.name,
      repertory: { name: from.repertory, release: row.release, section: row.section },
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
export function findProfile(entry: string, from = shippedRelease): RepertoryProfile {
  const row = from.profiles.find((candidate) => candidate.id === entry)
  if (row === undefined) throw new AttestaError('repertory.unknown')
  return {
    entry,
    sector: row.sector,
    qualification: {
      name: row.name,
      ...(row.code !== undefined && { code: row.code }),
      repertory: { name: from.repertory, release: row.release, section: row.section },
      eqfLevel: row.eqfLevel,
      ateco: [],
      cpIstat: [],
      partial: false,
    },
    competences: row.competences.map((competence) => findCompetence(competence, from)),
  }
}

/** Everything that may be chosen, for the page that searches it. */
export function repertoryOf(from: RepertoryRelease): {
  profiles: readonly RepertoryProfile[]
  competences: readonly RepertoryCompetence[]
} {
  return {
    profiles: from.profiles.map(({ id }) => findProfile(id, from)),
    competences: from.competences.map(({ id }) => findCompetence(id, from)),
  }
}
