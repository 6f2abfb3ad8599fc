import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { diffReleases } from '../repertory/diff-releases.ts'
import { repertoryInForce } from '../repertory/in-force.ts'
import { repertoryRelease } from '../repertory/release.ts'
import { requireRepertory } from '../steps/repertory-release.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly valid_from: string
  readonly uploader: string
  readonly uploaded_at: Date
  readonly decider: string | null
  readonly decided_at: Date | null
  readonly decision: 'accepted' | 'refused' | null
  readonly decision_reason: string | null
  readonly profiles: number
  readonly competences: number
  readonly own: boolean
  readonly content?: unknown
}

const SHOWN = 50
const COLUMNS = `r.id, r.name, r.valid_from::text, u.name AS uploader, r.uploaded_at, d.name AS decider, r.decided_at, r.decision, r.decision_reason,
  jsonb_array_length(r.content->'profiles') AS profiles, jsonb_array_length(r.content->'competences') AS competences, r.uploaded_by = $2 AS own`
const FROM = 'repertory_release r JOIN account u ON u.id = r.uploaded_by LEFT JOIN account d ON d.id = r.decided_by'

/** The releases that a Region has put in, newest first. */
export async function readReleases({ actor, db, now }: { actor: Actor; db: Pick<Database, 'rows'>; now: Date }) {
  requireRepertory(actor)
  const rows = await db.rows<Row>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE r.organisation_id = $1 ORDER BY r.uploaded_at DESC LIMIT ${SHOWN}`,
    [actor.organisation.id, actor.accountId],
  )
  const inForce = await repertoryInForce({ organisationId: actor.organisation.id, at: now }, db)
  return {
    inForce: { name: inForce.repertory, profiles: inForce.profiles.length, competences: inForce.competences.length },
    items: rows.map(viewOf),
  }
}

/** One release, and what it changes of what is in force today. @throws AttestaError `release-file.unknown` */
export async function readRelease({
  releaseId,
  actor,
  db,
  now,
}: {
  releaseId: string
  actor: Actor
  db: Pick<Database, 'rows'>
  now: Date
}) {
  requireRepertory(actor)
  const [found] = await db.rows<Row>(`SELECT ${COLUMNS}, r.content FROM ${FROM} WHERE r.organisation_id = $1 AND r.id = $3`, [
    actor.organisation.id,
    actor.accountId,
    releaseId,
  ])
  if (found === undefined) throw new AttestaError('release-file.unknown')
  const inForce = await repertoryInForce({ organisationId: actor.organisation.id, at: now }, db)
  return { ...viewOf(found), diff: diffReleases(inForce, repertoryRelease.parse(found.content)) }
}

function viewOf({
  id,
  name,
  valid_from,
  uploader,
  uploaded_at,
  decider,
  decided_at,
  decision,
  decision_reason,
  profiles,
  competences,
  own,
}: Row) {
  return {
    id,
    name,
    validFrom: valid_from,
    uploader,
    uploadedAt: formatDateTime(uploaded_at),
    profiles,
    competences,
    own,
    ...(decision !== null && {
      decision,
      decider: decider ?? '',
      ...(decided_at !== null && { decidedAt: formatDateTime(decided_at) }),
      ...(decision_reason !== null && { decisionReason: decision_reason }),
    }),
  }
}
