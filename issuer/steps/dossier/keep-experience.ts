import { randomUUID } from 'node:crypto'
import { dayInRome } from '../../../credential/time.ts'
import type { Transaction } from '../../db/database.ts'
import { atlanteInForce } from '../../repertory/in-force.ts'
import { activitiesOf, type ToldActivity } from '../../repertory/told-activity.ts'
import { changeFile, type FileInput } from '../change-file.ts'
import type { CaseFile } from '../lock-case.ts'
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
  /** Codes of activities of the Atlante; those of an older release that the experience already had may stay. Absent: as they were. */
  readonly activities?: readonly string[] | undefined
}

/** The states in which a dossier may still be written: until the application is filed, for then it is frozen. */
export const DURING_DOSSIER = ['individuazione', 'trasparenza_rilasciata'] as const

/**
 * Writes down an experience, or one that was told before anew. What a document of trasparenza already says stays as it was sealed. Its
 * activities are kept in the words of the release in force, or of the one they were chosen under (domain.md §4.2).
 *
 * @throws AttestaError `experience.dates`, `experience.later`, `experience.before-birth`, `experience.unknown`, `experience.unknown-activity`
 */
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
      work: async ({ file, tx, at }) => {
        requireDays(experience, { birthDate: file.person.birthDate, day: dayInRome(at) })
        const activities = await activitiesNamed({ file, experienceId, codes: experience.activities, at }, tx)
        const id = await insertExperience(
          {
            organisationId: file.organisationId,
            caseId: file.id,
            experience,
            activities,
            ...(experienceId !== undefined && { experienceId }),
          },
          tx,
        )
        return { id }
      },
    },
    world,
  )
}

/**
 * What is told was done by that day, and after the person was born; what still goes on has no end.
 *
 * @throws AttestaError `experience.dates`, `experience.later`, `experience.before-birth`
 */
export function requireDays(
  { from, until }: Pick<ExperienceInput, 'from' | 'until'>,
  { birthDate, day }: { readonly birthDate: string; readonly day: string },
): void {
  requireThat(from === undefined || until === undefined || from <= until, 'experience.dates')
  requireThat((from ?? day) <= day && (until ?? day) <= day, 'experience.later')
  requireThat((from ?? day) > birthDate && (until ?? day) > birthDate, 'experience.before-birth')
}

/** Writes one experience, new or anew. @throws AttestaError `experience.unknown` where another case has one of this id */
export async function insertExperience(
  {
    organisationId,
    caseId,
    experience,
    activities = [],
    experienceId = randomUUID(),
  }: {
    organisationId: string
    caseId: string
    experience: Omit<ExperienceInput, 'activities'>
    activities?: readonly ToldActivity[]
    experienceId?: string
  },
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
      JSON.stringify(activities),
    ],
  )
  requireThat(kept !== undefined, 'experience.unknown')
  return kept.id
}

async function activitiesNamed(
  { file, experienceId, codes, at }: { file: CaseFile; experienceId: string | undefined; codes: readonly string[] | undefined; at: Date },
  tx: Transaction,
): Promise<readonly ToldActivity[]> {
  const [told] = await tx.rows<{ activities: readonly ToldActivity[] }>(
    'SELECT activities FROM case_experience WHERE id = $1 AND case_id = $2',
    [experienceId ?? null, file.id],
  )
  const before = told?.activities ?? []
  if (codes === undefined) return before
  const known = new Map(before.map((activity) => [activity.code, activity]))
  if (codes.some((code) => !known.has(code))) {
    const atlante = await atlanteInForce({ organisationId: file.organisationId, at }, tx)
    for (const activity of activitiesOf(atlante)) if (!known.has(activity.code)) known.set(activity.code, activity)
  }
  return [...new Set(codes)].map((code) => {
    const activity = known.get(code)
    requireThat(activity !== undefined, 'experience.unknown-activity', { code })
    return activity
  })
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
