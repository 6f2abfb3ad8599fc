import type { VersionedCode } from '../attestation/attestation.ts'
import type { JsonObject } from '../json/index.ts'
import { classified, levels, repertoryIdentifier } from './compose-competence.ts'
import type { EdcContent } from './content.ts'
import { durationOf } from './duration-of.ts'
import { concept, node, note, texts } from './node.ts'

/** What the achievement is measured by: the reference qualification where there is one (QNQR), else the competences themselves. */
export function composeQualification({ title, outcome }: EdcContent): JsonObject {
  const { qualification, competences, learning, workloadHours, participationMode, qualityAssurance } = outcome
  const eqfLevel = qualification?.eqfLevel ?? same(competences.map((competence) => competence.eqfLevel))
  const qnqLevel = same(competences.map((competence) => competence.qnqLevel))
  return node('Qualification', '1', {
    title: texts(qualification?.name ?? title),
    description: qualification?.description && texts(qualification.description),
    identifier: qualification && [
      repertoryIdentifier({ name: 'qualification', row: qualification }),
      ...qualification.cpIstat.map((row, index) => classified({ name: `cp-${index + 1}`, scheme: 'CP ISTAT', row })),
    ],
    qualificationCode: qualification?.ateco.map(activityCode),
    isPartialQualification: qualification?.partial,
    ...levels({ ...(eqfLevel === undefined ? {} : { eqfLevel }), ...(qnqLevel === undefined ? {} : { qnqLevel }) }),
    volumeOfLearning: workloadHours === undefined ? undefined : durationOf(workloadHours),
    mode: participationMode === undefined ? undefined : concept(`mode/${participationMode}`),
    learningSetting: learning === undefined || learning.setting === 'informal' ? undefined : concept(`setting/${learning.setting}`),
    additionalNote: notes({ setting: learning?.setting, section: qualification?.repertory.section, qualityAssurance }),
    learningOutcome: competences.map((competence, index) =>
      node('LearningOutcome', `summary-${index + 1}`, { title: texts(competence.name) }),
    ),
  })
}

interface Notes {
  readonly setting: string | undefined
  readonly section: string | undefined
  readonly qualityAssurance: string | undefined
}

/** What the model has no property for: learning that is informal (its list knows only the other two), the kind of quality assurance. */
function notes({ setting, section, qualityAssurance }: Notes): JsonObject[] {
  return [
    ...(setting === 'informal' ? [note('setting', { it: 'Apprendimento informale', en: 'Informal learning' })] : []),
    ...(section === undefined ? [] : [note('section', { it: section })]),
    ...(qualityAssurance === undefined ? [] : [note('quality', { it: `Garanzia della qualità: ${qualityAssurance}` })]),
  ]
}

/** ATECO has no address of its own for each row: an identifier, not a page. */
function activityCode({ code, version }: VersionedCode): JsonObject {
  const scheme = `https://attesta.example/ns/ateco/${encodeURIComponent(version)}`
  return {
    id: `${scheme}/${encodeURIComponent(code)}`,
    type: 'Concept',
    inScheme: { id: scheme, type: 'ConceptScheme' },
    notation: code,
    prefLabel: { it: `ATECO ${version} ${code}` },
  }
}

/** A level that all competences share is that of the whole; another would be invented. */
function same(found: readonly (number | undefined)[]): number | undefined {
  const [first] = found
  return found.every((level) => level === first) ? first : undefined
}
