import type { Outcome } from '../../credential/attestation/attestation.ts'
import { dayInRome } from '../../credential/time.ts'
import type { CaseRecord } from './lock-case.ts'

/**
 * What the commission judged about one candidate: only the competences that were certified. A profile counts as certified when
 * all its competences are, of what was asked for and not only of what was put before it; otherwise the qualification is named as partial (domain.md §2.3).
 * How it was assessed is what the body did, on the day on which it did: how the commission examined is not recorded, and the minutes
 * that the decision names say when it sat.
 *
 * @returns undefined when nothing was certified: there is no outcome that an attestation could carry.
 */
export function composeOutcome({
  record,
  certified,
  satAt,
}: {
  record: CaseRecord
  certified: ReadonlySet<string>
  satAt: Date
}): Outcome | undefined {
  const competences = record.competences.filter(({ id }) => certified.has(id)).map(({ competence }) => competence)
  if (competences.length === 0) return undefined
  return {
    person: record.person,
    competences,
    ...(record.qualification && {
      qualification: { ...record.qualification, partial: record.qualification.partial || competences.length < record.competences.length },
    }),
    learning: record.learning,
    assessment: { ...record.assessment, date: dayInRome(record.assessedAt ?? satAt) },
    ...(record.workloadHours !== undefined && { workloadHours: record.workloadHours }),
    ...(record.participationMode !== undefined && { participationMode: record.participationMode }),
    ...(record.qualityAssurance !== undefined && { qualityAssurance: record.qualityAssurance }),
  }
}
