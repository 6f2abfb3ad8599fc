import { dayInRome } from '../../credential/time.ts'
import type { Database, Transaction } from '../db/database.ts'
import { keptUntil } from '../dossier/kept-until.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'
import { erasePerson } from './erase-person.ts'

/** In one round; what is left over is due an hour later as well. */
const MOST = 200
/** For how long a file of many waits for whoever mends its lines. */
const DAYS_OF_AN_IMPORT = 30
/** $1 = now. */
const OLD_LINES = `volunteer_import_line l JOIN volunteer_import i ON i.id = l.import_id
  WHERE l.state = 'open' AND i.made_at < $1::timestamptz - make_interval(days => ${DAYS_OF_AN_IMPORT})`

interface Row {
  readonly id: string
  readonly organisation_id: string
  readonly person_id: string
  readonly last_day: string
}

export interface DueVolunteer {
  readonly volunteerId: string
  readonly organisationId: string
  readonly personId: string
  /** Calendar date. */
  readonly due: string
}

/**
 * Takes out of the register of volunteers whoever has done nothing for as long as the rules keep it: their hours, what was stated of
 * them, and their name where no case of theirs needs it. Lines of a file that nobody mended within thirty days go too.
 *
 * @returns how many volunteers were taken out
 */
export async function eraseVolunteers({ db, at }: { db: Database; at: Date }): Promise<number> {
  await db.rows(
    `UPDATE volunteer_import_line l SET state = 'aside', cells = NULL FROM (SELECT l.import_id, l.line FROM ${OLD_LINES}) o
     WHERE o.import_id = l.import_id AND o.line = l.line`,
    [at],
  )
  const due = await dueVolunteers({ at, most: MOST }, db)
  for (const volunteer of due) await eraseVolunteer(volunteer, db)
  return due.length
}

/**
 * Volunteers whose time in the register is over, the longest without hours first. Whoever has two records that were recognised as one
 * (`change-tax-code.ts`) stays with both, from the last hours on either: the register counts them together.
 */
export async function dueVolunteers({ at, most }: { at: Date; most: number }, db: Pick<Database, 'rows'>): Promise<DueVolunteer[]> {
  const today = dayInRome(at)
  const rows = await db.rows<Row>(
    `SELECT id, organisation_id, person_id, last_day::text FROM (
       SELECT v.id, v.organisation_id, v.person_id,
         max(greatest((v.added_at AT TIME ZONE 'Europe/Rome')::date, h.last_day)) OVER (PARTITION BY v.organisation_id, coalesce(p.same_as, p.id)) AS last_day
       FROM volunteer v JOIN person p ON p.id = v.person_id
         LEFT JOIN (SELECT volunteer_id, max(until_day) AS last_day FROM volunteer_hours GROUP BY volunteer_id) h ON h.volunteer_id = v.id) o
     WHERE last_day < $1::date - 364 ORDER BY last_day, id LIMIT $2`,
    [today, most],
  )
  const due: DueVolunteer[] = []
  for (const { id: volunteerId, organisation_id: organisationId, person_id: personId, last_day } of rows) {
    const rulePack = await rulesOfBody({ organisationId, at }, db)
    const day = keptUntil({ rulePack, class: 'volontariato', from: last_day })
    if (day !== undefined && day <= today) due.push({ volunteerId, organisationId, personId, due: day })
  }
  return due
}

/** Lines of files that nobody mended in time. */
export async function dueImportLines(at: Date, db: Pick<Database, 'rows'>): Promise<number> {
  const [row] = await db.rows<{ lines: number }>(`SELECT count(*)::int AS lines FROM ${OLD_LINES}`, [at])
  return row?.lines ?? 0
}

async function eraseVolunteer({ volunteerId: id, organisationId, personId }: DueVolunteer, db: Database): Promise<void> {
  const request = { organisationId, key: `erase-${id}`, action: 'volunteer.erased', input: { id } }
  await db.transaction(request, async (tx: Transaction) => {
    const lines = await tx.rows('DELETE FROM volunteer_hours WHERE volunteer_id = $1 RETURNING 1', [id])
    const statements = await tx.rows('DELETE FROM volunteer_statement WHERE volunteer_id = $1 RETURNING 1', [id])
    await tx.rows('DELETE FROM volunteer WHERE id = $1', [id])
    await tx.rows(
      `DELETE FROM person p WHERE p.id = $1 AND NOT EXISTS (SELECT 1 FROM ivc_case k WHERE k.person_id = p.id)
         AND NOT EXISTS (SELECT 1 FROM person_former_code f WHERE f.person_id = p.id) AND NOT EXISTS (SELECT 1 FROM person t WHERE t.same_as = p.id)`,
      [personId],
    )
    await erasePerson(personId, tx)
    const facts = { lines: lines.length, statements: statements.length }
    tx.audit({ organisationId, action: 'volunteer.erased', actor: 'system', subject: id, facts })
    return null
  })
}
