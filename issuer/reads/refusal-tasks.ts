import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'

/** Whom no mail told that the commission refused: the terms of what they can do run, and their body gives it to them (L. 241/1990 art. 3 c. 4). */
export async function refusalTasks({ actor, db }: { actor: Actor; db: Pick<Database, 'rows'> }) {
  const rows = await db.rows<{ id: string; number: string; person: string }>(
    `SELECT k.id, k.number, p.given_name || ' ' || p.family_name AS person
     FROM outbox x JOIN ivc_case k ON k.id = (x.payload->>'caseId')::uuid JOIN person p ON p.id = k.person_id
     WHERE x.organisation_id = $1 AND x.topic = 'exam.refused' AND x.handed_at IS NULL
       AND (x.failed_at IS NOT NULL OR coalesce(x.sent, CASE WHEN p.email IS NULL THEN 0 ELSE 1 END) = 0)
     ORDER BY x.id LIMIT 200`,
    [actor.organisation.id],
  )
  return rows.map(({ id, number, person }) => ({
    id: `${id}-refusal`,
    verb: 'hand-refusal',
    person,
    title: `Consegna l'esito a ${person}`,
    detail: number,
    href: `/pratiche/${id}#letters-title`,
  }))
}
