import type { Competence, Qualification } from '../../credential/attestation/attestation.ts'
import repertory from '../../schemas/repertory/qrsp-lombardia.json' with { type: 'json' }

/** A competence of the shipped repertory, as the domanda freezes it. */
export function competenceOf(id: string): Competence {
  const row = repertory.competences.find((candidate) => candidate.id === id)
  if (row === undefined) throw new Error(`the repertory has no competence ${id}`)
  return {
    name: row.name,
    repertory: { name: repertory.repertory, release: row.release, section: row.section },
    ...(row.eqfLevel !== undefined && { eqfLevel: row.eqfLevel }),
    abilities: row.abilities ?? [],
    knowledge: row.knowledge ?? [],
    esco: [],
    ada: [],
    demo: row.demo,
  }
}

export interface Profile {
  readonly qualification: Qualification
  readonly competences: readonly Competence[]
  readonly sector: string
}

/** A profile with all its competences. */
export function profileOf(id: string): Profile {
  const row = repertory.profiles.find((candidate) => candidate.id === id)
  if (row === undefined) throw new Error(`the repertory has no profile ${id}`)
  return {
    qualification: {
      name: row.name,
      ...(row.code !== undefined && { code: row.code }),
      repertory: { name: repertory.repertory, release: row.release, section: row.section },
      eqfLevel: row.eqfLevel,
      ateco: [],
      cpIstat: [],
      partial: false,
    },
    competences: row.competences.map(competenceOf),
    sector: row.sector,
  }
}
