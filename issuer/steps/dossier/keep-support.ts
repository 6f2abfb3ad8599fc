import { changeFile, type FileInput } from '../change-file.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { DURING_DOSSIER } from './keep-experience.ts'

/** How well an experience shows a competence, in words (ux.md: strength of evidence in words, not points). */
export const STRENGTHS = ['piena', 'parziale', 'da-provare'] as const

export interface Support {
  readonly experienceId: string
  readonly strength: (typeof STRENGTHS)[number]
  readonly note?: string | undefined
}

/** For one competence, its most significant experiences (domain.md §2.1 phase 1): all of them, in place of those named before. */
export async function keepSupport(
  input: FileInput & { readonly competenceId: string; readonly supports: readonly Support[] },
  world: World,
): Promise<null> {
  const { competenceId, supports } = input
  return changeFile(
    input,
    {
      action: 'file.support',
      task: 'tutoring',
      during: DURING_DOSSIER,
      input: { competenceId, supports },
      work: async ({ file, tx }) => {
        requireThat(
          file.competences.some(({ id }) => id === competenceId),
          'competence.unknown',
        )
        const known = await tx.rows<{ id: string }>('SELECT id FROM case_experience WHERE case_id = $1', [file.id])
        const ids = new Set(known.map(({ id }) => id))
        requireThat(
          supports.every(({ experienceId }) => ids.has(experienceId)),
          'experience.unknown',
        )
        await tx.rows('DELETE FROM case_support WHERE case_id = $1 AND competence_id = $2', [file.id, competenceId])
        await tx.rows(
          `INSERT INTO case_support (case_id, organisation_id, competence_id, experience_id, strength, note)
           SELECT $1, $2, $3, s."experienceId", s.strength, coalesce(s.note, '')
           FROM jsonb_to_recordset($4::jsonb) AS s ("experienceId" uuid, strength text, note text)`,
          [file.id, file.organisationId, competenceId, JSON.stringify(supports)],
        )
        return null
      },
    },
    world,
  )
}
