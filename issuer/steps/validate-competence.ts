import { changeFile, type FileInput } from './change-file.ts'
import { requireItsDay } from './require-its-day.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface ValidateInput extends FileInput {
  readonly competenceId: string
  readonly validated: boolean
  readonly reason: string
}

/**
 * What the assessors found about one competence, with the reason: from the day on for which the person was called, until the document is
 * released.
 *
 * @throws AttestaError `validation.too-early`, `competence.unknown`, `case.reason-missing`
 */
export async function validateCompetence(input: ValidateInput, world: World): Promise<null> {
  const { actor, competenceId, validated } = input
  const reason = input.reason.trim()
  return changeFile(
    input,
    {
      action: 'file.validation',
      task: 'assessment',
      during: ['accertamento'],
      input: { competenceId, validated, reason },
      work: async ({ file, tx, at }) => {
        await requireItsDay({ file, at }, tx)
        const minimum = file.rulePack.judgement.reasonMinimumLength
        requireThat(
          file.competences.some(({ id }) => id === competenceId),
          'competence.unknown',
        )
        requireThat(reason.length >= minimum, 'case.reason-missing', { minimum })
        await tx.rows(
          `INSERT INTO case_validation (competence_id, case_id, organisation_id, validated, reason, judged_by, judged_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (competence_id) DO UPDATE SET validated = $4, reason = $5, judged_by = $6, judged_at = $7`,
          [competenceId, file.id, file.organisationId, validated, reason, actor.accountId, at],
        )
        return null
      },
    },
    world,
  )
}
