import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { inRome } from '../rome-time.ts'

interface Row {
  id: string
  number: string
  person: string
  due: string | null
  uploads: number
}

interface PersonTask {
  readonly id: string
  readonly verb: string
  readonly person: string
  readonly title: string
  readonly detail: string
  readonly href: string
  readonly due?: string
}

/** What people of a body's cases wait for: an answer, with its term, and a look at what they sent. */
export async function citizenTasks({ actor, db }: { actor: Actor; db: Pick<Database, 'rows'> }): Promise<PersonTask[]> {
  const rows = await db.rows<Row>(
    `SELECT k.id, k.number, p.given_name || ' ' || p.family_name AS person,
       (SELECT min(r.due_on)::text FROM citizen_request r WHERE r.case_id = k.id AND r.state = 'open') AS due,
       (SELECT count(*)::int FROM citizen_upload u WHERE u.case_id = k.id AND u.state = 'arrived') AS uploads
     FROM ivc_case k JOIN person p ON p.id = k.person_id
     WHERE k.organisation_id = $1 AND k.id IN (SELECT case_id FROM citizen_request WHERE organisation_id = $1 AND state = 'open'
       UNION SELECT case_id FROM citizen_upload WHERE organisation_id = $1 AND state = 'arrived')
     ORDER BY due NULLS LAST, k.number LIMIT 200`,
    [actor.organisation.id],
  )
  return rows.flatMap(({ id, number, person, due, uploads }) => {
    const task = { person, detail: number, href: `/pratiche/${id}#candidato` }
    return [
      ...(due === null
        ? []
        : [
            {
              ...task,
              id: `${id}-request`,
              verb: 'answer-person',
              title: `Rispondi a ${person}`,
              due: inRome({ day: due, time: '23:59' }).toISOString(),
            },
          ]),
      ...(uploads === 0 ? [] : [{ ...task, id: `${id}-upload`, verb: 'look-at-uploads', title: `Guarda le prove mandate da ${person}` }]),
    ]
  })
}
