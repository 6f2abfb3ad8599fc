import { repertoryInForce } from '../../repertory/in-force.ts'
import { findCompetence } from '../../repertory/shipped.ts'
import { changeFile, type FileInput } from '../change-file.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { DURING_DOSSIER } from './keep-experience.ts'

/**
 * One competence more, as an officer takes it from what the activities speak for. Those chosen before stay, in the words of the release
 * under which they were chosen.
 *
 * @throws AttestaError `repertory.unknown`, `case.excluded-section`, `competence.chosen`, `competence.whole-profile`
 */
export async function addCompetence(input: FileInput & { readonly entry: string }, world: World): Promise<null> {
  const { entry } = input
  return changeFile(
    input,
    {
      action: 'file.competences',
      task: 'tutoring',
      during: DURING_DOSSIER,
      input: { entry },
      work: async ({ file, tx, at }) => {
        requireThat(file.qualification === undefined, 'competence.whole-profile')
        const { competence, sector } = findCompetence(entry, await repertoryInForce({ organisationId: file.organisationId, at }, tx))
        const { section } = competence.repertory
        requireThat(!file.rulePack.exclusions.sections.includes(section), 'case.excluded-section', { section })
        const added = await tx.rows(
          `INSERT INTO case_competence (organisation_id, case_id, position, entry, competence)
           SELECT $1, $2, coalesce(max(position), 0) + 1, $3, $4::jsonb FROM case_competence WHERE case_id = $2
           ON CONFLICT (case_id, entry) DO NOTHING RETURNING id`,
          [file.organisationId, file.id, entry, JSON.stringify(competence)],
        )
        requireThat(added.length === 1, 'competence.chosen')
        await tx.rows(
          `UPDATE ivc_case SET profile = (SELECT string_agg(entry, '+' ORDER BY position) FROM case_competence WHERE case_id = $1),
             title = coalesce(title, $2::jsonb), sector = coalesce(sector, $3) WHERE id = $1`,
          [file.id, JSON.stringify(competence.name), sector],
        )
        return null
      },
    },
    world,
  )
}
