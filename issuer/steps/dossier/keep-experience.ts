import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../db/database.ts'
import { changeFile, type FileInput } from '../change-file.ts'
import type { CONTEXTS } from '../open-case.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'

export interface ExperienceInput {
  readonly context: (typeof CONTEXTS)[number]
  readonly title: string
  readonly employer?: string | undefined
  /** Calendar dates, `YYYY-MM-DD`. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly hours?: number | undefined
  /** What the person did, in their words. */
  readonly told?: string | undefined
  /** Activities of the Atlante, each with the release of its code (domain.md §4.2). */
  readonly activities?: readonly { readonly code: string; readonly version: string; readonly label: string }[] | undefined
}

/** The states in which a dossier may still be written: until the application is filed, for then it is frozen. */
export const DURING_DOSSIER = ['individuazione', 'trasparenza_rilasciata'] as const

/** Writes down an experience, or one that was told before anew. What a document of trasparenza already says stays as it was sealed. */
export async function keepExperience(
  input: FileInput & { readonly experienceId?: string | undefined; readonly experience: ExperienceInput },
  world: World,
): Promise<{ id: string }> {
  const { experience, experienceId } = input
  return changeFile(
    input,
    {
      action: 'file.experience',
      task: 'tutoring',
      during: DURING_DOSSIER,
      input: { experience, experienceId },
      work: async ({ file, tx }) => {
        const { from, until } = experience
        requireThat(from === undefined || until === undefined || from <= until, 'experience.dates')
        const id = await insertExperience(
          { organisationId: file.organisationId, caseId: file.id, experience, ...(experienceId !== undefined && { experienceId }) },
          tx,
        )
        return { id }
      },
    },
    world,
  )
}

/** @throws AttestaError `experience.unknown` where another case has one of this id */
export async function insertExperience(
  {
    organisationId,
    caseId,
    experience,
    experienceId = randomUUID(),
  }: { organisationId: string; caseId: string; experience: ExperienceInput; experienceId?: string },
  tx: Transaction,
): Promise<string> {
  const { from, until } = experience
  const kept = await tx.row<{ id: string }>(
    `INSERT INTO case_experience AS e (id, organisation_id, case_id, position, context, title, employer, from_day, until_day, hours, told, activities)
     VALUES ($1, $2, $3, (SELECT coalesce(max(position), 0) + 1 FROM case_experience WHERE case_id = $3), $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (id) DO UPDATE SET context = $4, title = $5, employer = $6, from_day = $7, until_day = $8, hours = $9, told = $10,
       activities = $11 WHERE e.case_id = $3 RETURNING id`,
    [
      experienceId,
      organisationId,
      caseId,
      experience.context,
      experience.title.trim(),
      experience.employer?.trim() || null,
      from ?? null,
      until ?? null,
      experience.hours ?? null,
      experience.told?.trim() ?? '',
      JSON.stringify(experience.activities ?? []),
    ],
  )
  requireThat(kept !== undefined, 'experience.unknown')
  return kept.id
}

/** Takes an experience out. @throws AttestaError `experience.unknown`, `experience.has-evidence` */
export async function dropExperience(input: FileInput & { readonly experienceId: string }, world: World): Promise<null> {
  const { experienceId } = input
  return changeFile(
    input,
    {
      action: 'file.experience-dropped',
      task: 'tutoring',
      during: DURING_DOSSIER,
      input: { experienceId },
      work: async ({ file, tx }) => {
        const evidence = await tx.rows('SELECT 1 FROM case_evidence WHERE case_id = $1 AND experience_id = $2 LIMIT 1', [
          file.id,
          experienceId,
        ])
        requireThat(evidence.length === 0, 'experience.has-evidence')
        const dropped = await tx.rows('DELETE FROM case_experience WHERE case_id = $1 AND id = $2 RETURNING id', [file.id, experienceId])
        requireThat(dropped.length === 1, 'experience.unknown')
        return null
      },
    },
    world,
  )
}
