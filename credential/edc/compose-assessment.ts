import type { Experience, Kind } from '../attestation/attestation.ts'
import type { DisclosedOutcome } from '../attestation/index.ts'
import type { JsonObject } from '../json/index.ts'
import { durationOf } from './duration-of.ts'
import { concept, node, note } from './node.ts'
import { RESULTS } from './words.ts'

/** How it was judged, by whom the person was seen, and with what result. */
export function composeAssessment({
  kind,
  outcome: { assessment },
  awardedBy,
}: {
  kind: Kind
  outcome: DisclosedOutcome
  awardedBy: JsonObject
}): JsonObject | undefined {
  if (assessment === undefined) return undefined
  return node('LearningAssessment', '1', {
    title: { it: assessment.type },
    dateIssued: `${assessment.date}T00:00:00Z`,
    grade: note('result', RESULTS[kind]),
    idVerification: concept(`supervision/${assessment.idVerification}`),
    awardedBy,
    specifiedBy: node('LearningAssessmentSpecification', '1', {
      title: { it: assessment.type },
      mode: concept(`mode/${assessment.mode}`),
    }),
  })
}

/** An experience of learning. Who gave it has only a name in the record: an organisation of the model would need a place. */
export function composeActivity({
  experience: { title, organisation, from, until, hours },
  name,
  awardedBy,
}: {
  experience: Experience
  name: string
  awardedBy: JsonObject
}): JsonObject {
  return node('LearningActivity', name, {
    title: { it: title },
    awardedBy,
    directedBy: organisation === undefined ? undefined : node('Agent', `activity-${name}`, { prefLabel: { it: organisation } }),
    temporal:
      from === undefined && until === undefined
        ? undefined
        : node('PeriodOfTime', `activity-${name}`, {
            startDate: from === undefined ? undefined : `${from}T00:00:00Z`,
            endDate: until === undefined ? undefined : `${until}T00:00:00Z`,
          }),
    workload: hours === undefined ? undefined : durationOf(hours),
  })
}
