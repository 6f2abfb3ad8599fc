import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { readCaseRecord } from '../steps/lock-case.ts'
import { readSittingOfOffice } from '../steps/lock-sitting.ts'
import { readTies } from '../steps/read-ties.ts'
import { judgesOf, unjudgedFor } from '../steps/require-judges.ts'

interface TieTask {
  readonly id: string
  readonly verb: 'replace' | 'hold-without'
  readonly person: string
  readonly title: string
  readonly detail: string
  readonly href: string
  readonly due: string
}

const MOST = 50

/**
 * Sittings to be held in which a member may not judge somebody, as was declared or came to be known after the appointment: the commission
 * is replaced, or holds without them where the rules allow. Only those are looked at in which something has changed since.
 */
export async function tieTasks({ actor, db, now }: { actor: Actor; db: Pick<Database, 'rows'>; now: Date }): Promise<TieTask[]> {
  const organisationId = actor.organisation.id
  const changed = await db.rows<{ id: string }>(
    `SELECT s.id FROM sitting s JOIN commission c ON c.id = s.commission_id
     WHERE s.organisation_id = $1 AND s.state = 'convened'
       AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.id)
       AND (EXISTS (SELECT 1 FROM sitting_conflict x WHERE x.sitting_id = s.id)
         OR EXISTS (SELECT 1 FROM commission_member m JOIN expert_tie t ON t.expert_id = m.expert_id
              WHERE m.commission_id = c.id AND t.withdrawn_at IS NULL AND t.recorded_at > c.appointed_at)
         OR EXISTS (SELECT 1 FROM commission_member m JOIN expert e ON e.id = m.expert_id
              JOIN commission_candidate d ON d.commission_id = c.id JOIN ivc_case k ON k.id = d.case_id
              JOIN expert_tie t ON t.expert_id = e.id AND t.withdrawn_at IS NULL JOIN person p ON p.id = k.person_id
              WHERE m.commission_id = c.id AND (t.tax_code_key = p.tax_code_key OR e.tax_code_key = p.tax_code_key)))
     ORDER BY s.planned_at, s.id LIMIT ${MOST}`,
    [organisationId],
  )
  const tasks = await Promise.all(changed.map(({ id }) => taskOf({ sittingId: id, organisationId, now }, db)))
  return tasks.flatMap((task) => task ?? [])
}

async function taskOf(
  { sittingId, organisationId, now }: { sittingId: string; organisationId: string; now: Date },
  db: Pick<Database, 'rows'>,
): Promise<TieTask | undefined> {
  const sitting = await readSittingOfOffice({ sittingId, organisationId }, db)
  if (sitting === undefined) return undefined
  const ties = await readTies({ sitting, at: now }, db)
  const records = await Promise.all(sitting.caseIds.map((caseId) => readCaseRecord(caseId, db)))
  const apart = records.filter((record) => judgesOf({ sitting, record, ties }).tied.length > 0)
  const missed = apart.filter((record) => unjudgedFor({ sitting, record, ties }) !== undefined)
  const [first] = missed.length > 0 ? missed : apart
  if (first === undefined) return undefined
  const [request] = await db.rows<{ id: string }>('SELECT id FROM commission_request WHERE case_id = $1', [first.id])
  const person = (missed.length > 0 ? missed : apart).map((record) => `${record.person.givenName} ${record.person.familyName}`).join(', ')
  const names = new Set(apart.flatMap((record) => judgesOf({ sitting, record, ties }).tied.map(({ name }) => name)))
  return {
    id: `${sittingId}-tie`,
    ...(missed.length > 0
      ? { verb: 'replace', title: `Sostituisci la commissione per ${person}: un membro ha un conflitto` }
      : { verb: 'hold-without', title: `Un membro non valuta ${person}: la seduta si tiene senza` }),
    person,
    detail: `${[...names].join(', ')} · ${sitting.commission.name}`,
    href: `/richieste/${request?.id ?? ''}`,
    due: sitting.plannedAt.toISOString(),
  }
}
