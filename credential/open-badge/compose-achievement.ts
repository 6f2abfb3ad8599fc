import type { Competence, Kind } from '../attestation/attestation.ts'
import type { JsonObject } from '../json/index.ts'
import { addressOfCompetence, composeAlignments } from './compose-alignments.ts'
import { composeCriteria } from './compose-criteria.ts'
import type { BadgeContent } from './content.ts'

/** Open Badges 3.0 §B.2.1; the kind in the words of the law is the first tag. */
const ACHIEVEMENT_TYPES: Readonly<Record<Kind, string>> = {
  trasparenza: 'ext:DocumentoDiTrasparenza',
  validazione: 'ext:DocumentoDiValidazione',
  certificato: 'Certificate',
  microcredenziale: 'MicroCredential',
  frequenza: 'CertificateOfCompletion',
}

/** What was achieved: the competences in words, and each of their codes as an alignment. */
export function composeAchievement(content: BadgeContent): JsonObject {
  const { id, kind, mapping, publication: { picture } = {}, title, outcome } = content
  const { competences, qualification } = outcome
  const code = qualification?.code ?? (competences.length === 1 ? competences[0]?.code : undefined)
  const alignment = composeAlignments(outcome)
  const tag = [
    kind,
    ...(outcome.learning ? [outcome.learning.setting] : []),
    ...(outcome.participationMode ? [outcome.participationMode] : []),
  ]
  return {
    id: `${id}#achievement`,
    type: ['Achievement'],
    achievementType: ACHIEVEMENT_TYPES[kind],
    inLanguage: 'it',
    name: title.it,
    description: competences.length === 0 ? title.it : competences.map(inWords).join('\n\n'),
    criteria: { narrative: composeCriteria(outcome) },
    ...(code === undefined ? {} : { humanCode: code }),
    tag: [...new Set(tag)],
    ...(picture === undefined ? {} : { image: { id: picture, type: 'Image', caption: title.it } }),
    ...(mapping === 1 || competences.length === 0 ? {} : { related: composeRelated(competences) }),
    ...(alignment.length === 0 ? {} : { alignment }),
    ...(kind === 'trasparenza' || competences.length === 0
      ? {}
      : {
          resultDescription: competences.map(({ name }, index) => ({
            id: `${id}#result-${index + 1}`,
            type: ['ResultDescription'],
            name: name.it,
            resultType: 'Status',
          })),
        }),
  }
}

/** The achievement of each competence, which other qualifications may be made of as well. */
function composeRelated(competences: readonly Competence[]): JsonObject[] {
  const all = competences.map((competence): [string, JsonObject] => {
    const id = addressOfCompetence(competence)
    return [id, { id, type: ['Related'], inLanguage: 'it', version: competence.repertory.release }]
  })
  return [...new Map(all).values()]
}

/** A competence in Italian, the language of the act. */
export function inWords({ name, repertory, abilities, knowledge, demo }: Competence): string {
  return [
    `**${name.it}**`,
    `${repertory.name}, ${repertory.section} (${repertory.release})${demo ? ', dato dimostrativo' : ''}`,
    ...(abilities.length === 0 ? [] : [`Abilità: ${abilities.join('; ')}`]),
    ...(knowledge.length === 0 ? [] : [`Conoscenze: ${knowledge.join('; ')}`]),
  ].join('\n')
}
