import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Database } from '../db/database.ts'
import { repertoryInForce } from '../repertory/in-force.ts'
import { proposeCompetences, type ToldExperience } from '../repertory/propose-competences.ts'
import type { CaseFile } from '../steps/lock-case.ts'

interface Chosen {
  readonly id: string
  readonly entry: string
  readonly name: LocalizedText
  readonly experiences: readonly string[]
  readonly evidence: boolean
}

/**
 * «Dalle attività raccontate» (domain.md §2.1, §7.11): competences that the told activities speak for, and what the chosen ones still lack:
 * an experience that shows them, or a piece of evidence beside one of those experiences. Where a told activity speaks for one, it lacks how
 * well its experience shows it, which only the person and the officer can say.
 */
export async function readToldCompetences(file: CaseFile, { db, at }: { db: Pick<Database, 'rows'>; at: Date }) {
  const experiences = await db.rows<ToldExperience>(
    'SELECT id, title, activities FROM case_experience WHERE case_id = $1 ORDER BY position',
    [file.id],
  )
  const chosen = await db.rows<Chosen>(
    `SELECT c.id, c.entry, c.competence->'name' AS name,
       ARRAY(SELECT s.experience_id::text FROM case_support s WHERE s.competence_id = c.id) AS experiences,
       EXISTS (SELECT 1 FROM case_support s JOIN case_evidence e ON e.case_id = s.case_id AND e.experience_id = s.experience_id
         WHERE s.competence_id = c.id AND e.erased_at IS NULL) AS evidence
     FROM case_competence c WHERE c.case_id = $1 ORDER BY c.position`,
    [file.id],
  )
  const repertory = await repertoryInForce({ organisationId: file.organisationId, at }, db)
  const entries = new Set(chosen.map(({ entry }) => entry))
  const proposals = proposeCompetences({ experiences, excludedSections: file.rulePack.exclusions.sections }, repertory)
  return {
    proposals: proposals.map((proposal) => ({ ...proposal, chosen: entries.has(proposal.entry) })),
    gaps: chosen.flatMap(({ id, entry, name, experiences: shownBy, evidence }) => {
      const speaking = new Set(proposals.find((proposal) => proposal.entry === entry)?.because.map(({ experience }) => experience))
      const gap = { competenceId: id, name, speaking: [...speaking] }
      if (shownBy.length === 0) return [{ ...gap, lacks: speaking.size === 0 ? 'experience' : 'strength' }]
      return evidence ? [] : [{ ...gap, lacks: 'evidence' }]
    }),
    untold: experiences.filter(({ activities }) => activities.length === 0).map(({ id, title }) => ({ id, title })),
  }
}
