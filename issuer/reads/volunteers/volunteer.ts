import { dayInRome } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { requireThat } from '../../steps/require-that.ts'
import { versionOf } from '../../steps/require-unchanged.ts'
import { requireRegister } from '../../steps/volunteers/change-register.ts'
import { readVolunteer } from '../../steps/volunteers/read-volunteer.ts'
import { readStanding } from '../../volunteers/standing.ts'
import { PER_PAGE, pageOf } from '../page.ts'
import { sayRule } from './volunteers.ts'

interface Entry {
  readonly id: string
  readonly from: string
  readonly until: string
  readonly minutes: number
  readonly activity: string
  readonly by: string
  readonly at: Date
  readonly imported: boolean
  readonly back_at: Date | null
  readonly back_by: string | null
  readonly total: number
}

/** One volunteer: where they stand, a page of their hours, what was attested of them, and their cases. */
export async function readVolunteerPage(
  { actor, volunteerId: asked, page, at }: { actor: Actor; volunteerId: string; page: number; at: Date },
  db: Pick<Database, 'rows'>,
) {
  await requireRegister(actor, db)
  const organisationId = actor.organisation.id
  const { id: volunteerId, ids, personId, person } = await readVolunteer({ organisationId, volunteerId: asked }, db)
  const found = await readStanding({ organisationId, volunteerId, at }, db)
  requireThat(found !== undefined, 'volunteer.unknown')
  const entries = await db.rows<Entry>(
    `SELECT h.id, h.from_day::text AS from, h.until_day::text AS until, h.minutes, h.activity, a.name AS by, h.recorded_at AS at,
       h.import_id IS NOT NULL AS imported, r.recorded_at AS back_at, b.name AS back_by, count(*) OVER ()::int AS total
     FROM volunteer_hours h JOIN account a ON a.id = h.recorded_by
       LEFT JOIN volunteer_hours r ON r.reverses = h.id LEFT JOIN account b ON b.id = r.recorded_by
     WHERE h.volunteer_id = ANY ($1) AND h.organisation_id = $2 AND h.reverses IS NULL
     ORDER BY h.until_day DESC, h.recorded_at DESC, h.id LIMIT ${PER_PAGE} OFFSET $3`,
    [ids, organisationId, (page - 1) * PER_PAGE],
  )
  const statements = await db.rows<{ id: string; number: string; asked: string; at: Date }>(
    `SELECT id, number, asked_on::text AS asked, made_at AS at FROM volunteer_statement
     WHERE volunteer_id = ANY ($1) AND organisation_id = $2 ORDER BY made_at DESC, number DESC`,
    [ids, organisationId],
  )
  const cases = await db.rows<{ id: string; number: string; state: string }>(
    `SELECT k.id, k.number, k.state FROM ivc_case k JOIN person q ON q.id = k.person_id JOIN person p ON p.id = $1
     WHERE coalesce(q.same_as, q.id) = coalesce(p.same_as, p.id) AND k.organisation_id = $2 ORDER BY k.created_at DESC, k.number`,
    [personId, organisationId],
  )
  return {
    id: volunteerId,
    version: await versionOf({ subjects: ids, organisationId }, db),
    name: `${person.givenName} ${person.familyName}`,
    birthDate: person.birthDate,
    taxCode: person.taxCode,
    today: dayInRome(at),
    rule: sayRule(found.rule),
    ...found.standing,
    hours: {
      ...pageOf({ page, total: entries[0]?.total ?? 0 }),
      items: entries.map(({ back_at, back_by, at: recordedAt, total: _, ...entry }) => ({
        ...entry,
        at: recordedAt.toISOString(),
        ...(back_at !== null && { back: { at: back_at.toISOString(), by: back_by } }),
      })),
    },
    statements: statements.map(({ at: madeAt, ...statement }) => ({ ...statement, at: madeAt.toISOString() })),
    cases,
  }
}
