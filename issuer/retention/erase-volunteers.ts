import { dayInRome } from '../../credential/time.ts'
import type { Database, Transaction } from '../db/database.ts'
import { keptUntil } from '../dossier/kept-until.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'

/** In one round; what is left over is due an hour later as well. */
const MOST = 200
/** For how long a file of many waits for whoever mends its lines. */
const DAYS_OF_AN_IMPORT = 30

interface Due {
  readonly id: string
  readonly organisation_id: string
  readonly person_id: string
  readonly last_day: string
}

/**
 * Takes out of the register of volunteers whoever has done nothing for as long as the rules keep it: their hours, what was stated of
 * them, and their name where no case of theirs needs it. Lines of a file that nobody mended within thirty days go too.
 *
 * @returns how many volunteers were taken out
 */
export async function eraseVolunteers({ db, at }: { db: Database; at: Date }): Promise<number> {
  await db.rows(
    `UPDATE volunteer_import_line l SET state = 'aside', cells = NULL FROM volunteer_import i
     WHERE i.id = l.import_id AND l.state = 'open' AND i.made_at < $1::timestamptz - make_interval(days => ${DAYS_OF_AN_IMPORT})`,
    [at],
  )
  const today = dayInRome(at)
  const due = await db.rows<Due>(
    `SELECT v.id, v.organisation_id, v.person_id, greatest((v.added_at AT TIME ZONE 'Europe/Rome')::date, max(h.until_day))::text AS last_day
     FROM volunteer v LEFT JOIN volunteer_hours h ON h.volunteer_id = v.id WHERE v.added_at < $1::timestamptz - interval '364 days'
     GROUP BY v.id HAVING coalesce(max(h.until_day), '-infinity') < $2::date - 364 ORDER BY last_day LIMIT ${MOST}`,
    [at, today],
  )
  let erased = 0
  for (const volunteer of due) {
    const rulePack = await rulesOfBody({ organisationId: volunteer.organisation_id, at }, db)
    const day = keptUntil({ rulePack, class: 'volontariato', from: volunteer.last_day })
    if (day === undefined || day > today) continue
    await eraseVolunteer(volunteer, db)
    erased += 1
  }
  return erased
}

async function eraseVolunteer({ id, organisation_id: organisationId, person_id: personId }: Due, db: Database): Promise<void> {
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
    const facts = { lines: lines.length, statements: statements.length }
    tx.audit({ organisationId, action: 'volunteer.erased', actor: 'system', subject: id, facts })
    return null
  })
}
