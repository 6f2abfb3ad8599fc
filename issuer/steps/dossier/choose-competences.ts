import { repertoryInForce } from '../../repertory/in-force.ts'
import { findCompetence, findProfile, type RepertoryCompetence } from '../../repertory/shipped.ts'
import { changeFile, type FileInput } from '../change-file.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { DURING_DOSSIER } from './keep-experience.ts'

/** A whole profile, or single competences, by their keys in the repertory's release. */
export type Choice = { readonly profile: string } | { readonly competences: readonly string[] }

/**
 * What the person wants to have recognised: first against the Atlante, then against the QRSP (domain.md §2.1 phase 1). What stays keeps
 * what was written beside it. Competences of regulated figures are not certified by this procedure (§2.3).
 */
export async function chooseCompetences(input: FileInput & { readonly choice: Choice }, world: World): Promise<null> {
  const { choice } = input
  return changeFile(
    input,
    {
      action: 'file.competences',
      task: 'tutoring',
      during: DURING_DOSSIER,
      input: { choice },
      work: async ({ file, tx, at }) => {
        const from = await repertoryInForce({ organisationId: file.organisationId, at }, tx)
        const profile = 'profile' in choice ? findProfile(choice.profile, from) : undefined
        const chosen: readonly RepertoryCompetence[] =
          profile?.competences ??
          ('competences' in choice ? [...new Set(choice.competences)].map((entry) => findCompetence(entry, from)) : [])
        const first = chosen[0]
        requireThat(first !== undefined, 'case.no-competence')
        const excluded = chosen.find(({ competence }) => file.rulePack.exclusions.sections.includes(competence.repertory.section))
        requireThat(excluded === undefined, 'case.excluded-section', { section: excluded?.competence.repertory.section ?? '' })

        await tx.rows('DELETE FROM case_competence WHERE case_id = $1 AND entry <> ALL ($2)', [file.id, chosen.map(({ entry }) => entry)])
        await tx.rows(
          `INSERT INTO case_competence (organisation_id, case_id, position, entry, competence)
           SELECT $1, $2, n, c->>'entry', c->'competence' FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS x (c, n)
           ON CONFLICT (case_id, entry) DO UPDATE SET position = excluded.position, competence = excluded.competence`,
          [file.organisationId, file.id, JSON.stringify(chosen)],
        )
        await tx.rows('UPDATE ivc_case SET profile = $2, title = $3, qualification = $4, sector = $5 WHERE id = $1', [
          file.id,
          profile?.entry ?? chosen.map(({ entry }) => entry).join('+'),
          profile?.qualification.name ?? first.competence.name,
          profile?.qualification ?? null,
          profile?.sector ?? first.sector,
        ])
        return null
      },
    },
    world,
  )
}
