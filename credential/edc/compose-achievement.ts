import type { JsonObject } from '../json/index.ts'
import { composeActivity, composeAssessment } from './compose-assessment.ts'
import { composeCompetence } from './compose-competence.ts'
import { composeQualification } from './compose-qualification.ts'
import type { EdcContent } from './content.ts'
import { node, note, texts } from './node.ts'
import { WORTH } from './words.ts'

/** What was achieved: one achievement for the act, and in it one for each competence, with its own level and codes. */
export function composeAchievement({ content, body }: { content: EdcContent; body: JsonObject }): JsonObject {
  const { kind, title, outcome, issuedAt, decision } = content
  const awardedBy = node('AwardingProcess', '1', { awardingBody: body, awardingDate: decision?.satAt ?? issuedAt })
  return node('LearningAchievement', '1', {
    title: texts(title),
    additionalNote: note('worth', WORTH[kind]),
    awardedBy,
    provenBy: composeAssessment({ kind, outcome, awardedBy }),
    influencedBy: (outcome.learning?.experiences ?? []).map((experience, index) =>
      composeActivity({ experience, name: String(index + 1), awardedBy }),
    ),
    specifiedBy: composeQualification(content),
    hasPart: outcome.competences.map((competence, index) => composeCompetence({ competence, name: String(index + 1), awardedBy })),
  })
}
