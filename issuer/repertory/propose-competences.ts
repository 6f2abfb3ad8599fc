import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { RepertoryRelease } from './release.ts'
import type { ToldActivity } from './told-activity.ts'

export interface ToldExperience {
  readonly id: string
  readonly title: string
  readonly activities: readonly ToldActivity[]
}

export interface Proposal {
  readonly entry: string
  readonly name: LocalizedText
  readonly section: string
  readonly eqfLevel?: number
  readonly demo: boolean
  readonly because: readonly {
    readonly experienceId: string
    readonly experience: string
    readonly activity: string
    readonly why: string
  }[]
}

/**
 * Competences that the activities of a person speak for, each with the activities and the words of the release that say so. It proposes:
 * the officer decides with the person, and nothing is counted or weighed. Left out is what the repertory no longer has, and what this
 * procedure does not certify.
 */
export function proposeCompetences(
  { experiences, excludedSections }: { experiences: readonly ToldExperience[]; excludedSections: readonly string[] },
  repertory: RepertoryRelease,
): Proposal[] {
  const because = new Map<string, Proposal['because'][number][]>()
  for (const { id, title, activities } of experiences) {
    for (const { label, competences } of activities) {
      for (const { entry, why } of competences) {
        because.set(entry, [...(because.get(entry) ?? []), { experienceId: id, experience: title, activity: label, why }])
      }
    }
  }
  return repertory.competences.flatMap(({ id, name, section, eqfLevel, demo }) => {
    const reasons = because.get(id)
    if (reasons === undefined || excludedSections.includes(section)) return []
    return [{ entry: id, name, section, ...(eqfLevel !== undefined && { eqfLevel }), demo, because: reasons }]
  })
}
