import type { Competence, VersionedCode } from '../attestation/attestation.ts'
import type { JsonObject } from '../json/index.ts'
import { concept, node, note, type Term, texts } from './node.ts'

/** A competence as an achievement of its own: the model gives levels to qualifications, not to learning outcomes. */
export function composeCompetence({
  competence,
  name,
  awardedBy,
}: {
  competence: Competence
  name: string
  awardedBy: JsonObject
}): JsonObject {
  const part = `competence-${name}`
  return node('LearningAchievement', part, {
    title: texts(competence.name),
    awardedBy,
    specifiedBy: node('Qualification', part, {
      title: texts(competence.name),
      identifier: [
        repertoryIdentifier({ name: part, row: competence }),
        ...competence.ada.map((row, index) => classified({ name: `${part}-ada-${index + 1}`, scheme: 'Atlante del lavoro', row })),
      ],
      additionalNote: [
        note(`${part}-section`, { it: competence.repertory.section }),
        ...(competence.demo ? [note(`${part}-demo`, { it: 'Dato dimostrativo', en: 'Demonstration data' })] : []),
      ],
      ...levels(competence),
      isPartialQualification: true,
      learningOutcome: outcomesOf(competence, part),
    }),
  })
}

/** The competence, with its ESCO skills; then each ability and each piece of knowledge. */
function outcomesOf(competence: Competence, part: string): JsonObject[] {
  const { name, esco, abilities, knowledge } = competence
  const single = (kind: 'skill' | 'knowledge') => (text: string, index: number) =>
    node('LearningOutcome', `${part}-${kind}-${index + 1}`, { title: { it: text }, dcType: concept(`outcome/${kind}`) })
  return [
    node('LearningOutcome', part, {
      title: texts(name),
      identifier: repertoryIdentifier({ name: part, row: competence }),
      relatedESCOSkill: esco.map((id) => escoSkill(id, name.it)),
    }),
    ...abilities.map(single('skill')),
    ...knowledge.map(single('knowledge')),
  ]
}

function escoSkill(id: string, label: string): JsonObject {
  const inScheme = { id: 'http://data.europa.eu/esco/concept-scheme/skills', type: 'ConceptScheme' }
  return { id, type: 'Concept', inScheme, prefLabel: { it: label } }
}

/** Where the row stands: name of the repertory, its release, and the code, or the name where the row has no code. */
export function repertoryIdentifier({ name, row }: { name: string; row: Pick<Competence, 'name' | 'code' | 'repertory'> }): JsonObject {
  const { repertory, code } = row
  return node('Identifier', name, { schemeName: repertory.name, schemeVersion: repertory.release, notation: code ?? row.name.it })
}

/** A code with the version of its classification, without which it says nothing (domain.md §4.2). */
export function classified({ name, scheme, row }: { name: string; scheme: string; row: VersionedCode }): JsonObject {
  return node('Identifier', name, { schemeName: scheme, schemeVersion: row.version, notation: row.code })
}

export function levels({ eqfLevel, qnqLevel }: { eqfLevel?: number; qnqLevel?: number }): JsonObject {
  return {
    ...(eqfLevel === undefined ? {} : { eqfLevel: concept(`eqf/${eqfLevel}` as Term) }),
    ...(qnqLevel === undefined ? {} : { nqfLevel: concept(`qnq/${qnqLevel}` as Term) }),
  }
}
