import { dayInRome } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { rulesOfBody } from '../../rule-pack/rules-of-body.ts'
import { sayHours } from '../../volunteers/say-hours.ts'
import { STANDINGS, standingValues } from '../../volunteers/standing.ts'

/** So many people by name; the rest is a list, and is found there. */
const NAMED = 10

/** What the register of volunteers of a body asks for today: files with lines that wait, and who reached the hours and has no case yet. */
export async function registerTasks({ actor, db, now }: { actor: Actor; db: Pick<Database, 'rows'>; now: Date }) {
  return [...(await importTasks(actor, db)), ...(await reachedTasks({ actor, db, now }))]
}

async function importTasks(actor: Actor, db: Pick<Database, 'rows'>) {
  const rows = await db.rows<{ id: string; by: string; at: string; open: number }>(
    `SELECT i.id, a.name AS by, to_char(i.made_at AT TIME ZONE 'Europe/Rome', 'DD/MM/YYYY') AS at, count(*)::int AS open
     FROM volunteer_import i JOIN volunteer_import_line l ON l.import_id = i.id AND l.state = 'open' JOIN account a ON a.id = i.made_by
     WHERE i.organisation_id = $1 GROUP BY i.id, a.name ORDER BY i.made_at LIMIT 50`,
    [actor.organisation.id],
  )
  return rows.map(({ id, by, at, open }) => ({
    id,
    verb: 'look-at-import',
    person: by,
    title: `Finisci l'importazione del file caricato da ${by}`,
    ...detailOf(
      { it: open === 1 ? '1 riga aspetta' : `${open} righe aspettano`, en: open === 1 ? '1 line waits' : `${open} lines wait` },
      at,
    ),
    href: `/volontari/importa/${id}`,
  }))
}

/** Of the months that end today: who reached them years ago may ask as well, and is found in the list. */
async function reachedTasks({ actor, db, now }: { actor: Actor; db: Pick<Database, 'rows'>; now: Date }) {
  const organisationId = actor.organisation.id
  const { volunteering: rule } = await rulesOfBody({ organisationId, at: now }, db)
  const rows = await db.rows<{ id: string; person: string; minutes: number; last_day: string; total: number }>(
    `WITH ${STANDINGS}
     SELECT v.id, p.given_name || ' ' || p.family_name AS person, s.recent_minutes AS minutes, to_char(s.last_day, 'DD/MM/YYYY') AS last_day,
       count(*) OVER ()::int AS total
     FROM standing s JOIN volunteer v ON v.id = s.volunteer_id JOIN person p ON p.id = v.person_id
     WHERE s.recent_minutes >= $4 AND NOT EXISTS (SELECT 1 FROM ivc_case k JOIN person q ON q.id = k.person_id
       WHERE k.organisation_id = $1 AND coalesce(q.same_as, q.id) = coalesce(p.same_as, p.id))
     ORDER BY s.last_day DESC, p.family_name, p.given_name, v.id LIMIT ${NAMED}`,
    [...standingValues({ organisationId, today: dayInRome(now), rule })],
  )
  const named = rows.map(({ id, person, minutes, last_day }) => ({
    id,
    verb: 'open-volunteer-case',
    person,
    title: `Apri la pratica di ${person}, se la chiede`,
    ...detailOf(
      { it: `${sayHours(minutes, 'it')} ore in ${rule.months} mesi`, en: `${sayHours(minutes, 'en')} hours in ${rule.months} months` },
      last_day,
    ),
    href: `/volontari/${id}`,
  }))
  const others = (rows[0]?.total ?? 0) - rows.length
  if (others === 0) return named
  const more = { id: `${organisationId}-reached`, verb: 'look-at-reached', person: String(others), href: '/volontari?ore=raggiunte' }
  const detail = detailOf({ it: 'Non hanno ancora una pratica', en: 'They have no case yet' }, `${rule.hours} h`)
  return [...named, { ...more, title: `Guarda chi altro ha raggiunto le ore: ${others}`, ...detail }]
}

function detailOf(titleByLanguage: { readonly it: string; readonly en: string }, beside: string) {
  return { detail: `${titleByLanguage.it} · ${beside}`, subject: { titleByLanguage, beside } }
}
