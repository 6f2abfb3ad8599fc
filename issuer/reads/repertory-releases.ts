import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { contentInForce } from '../repertory/in-force.ts'
import { type Contents, countRows, diffReleases, KINDS, type ReleaseDiff, type ReleaseKind } from '../repertory/kinds.ts'
import { writeReleaseCsv } from '../repertory/write-release-csv.ts'
import { requireRepertory, shownReleaseOf } from '../steps/repertory-release.ts'
import { versionOf } from '../steps/require-unchanged.ts'

interface Row {
  readonly id: string
  readonly kind: ReleaseKind
  readonly name: string
  readonly valid_from: string
  readonly uploader: string
  readonly uploaded_at: Date
  readonly decider: string | null
  readonly decided_at: Date | null
  readonly decision: 'accepted' | 'refused' | null
  readonly decision_reason: string | null
  readonly counts: Readonly<Record<string, number>>
  readonly own: boolean
  readonly content?: unknown
}

const SHOWN = 50
const COLUMNS = `r.id, r.kind, r.name, r.valid_from::text, u.name AS uploader, r.uploaded_at, d.name AS decider, r.decided_at, r.decision, r.decision_reason,
  r.counts, r.uploaded_by = $2 AS own`
const FROM = 'repertory_release r JOIN account u ON u.id = r.uploaded_by LEFT JOIN account d ON d.id = r.decided_by'

interface Asking {
  readonly actor: Actor
  readonly db: Pick<Database, 'rows'>
  readonly now: Date
}

/** The releases of one kind that a Region has put in, newest first, and what holds today. */
export async function readReleases({ kind, actor, db, now }: Asking & { kind: ReleaseKind }) {
  requireRepertory(actor)
  const rows = await db.rows<Row>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE r.organisation_id = $1 AND r.kind = $3 ORDER BY r.uploaded_at DESC LIMIT ${SHOWN}`,
    [actor.organisation.id, actor.accountId, kind],
  )
  const inForce = await contentInForce(kind, { organisationId: actor.organisation.id, at: now }, db)
  return {
    inForce: { name: inForce.repertory, counts: countRows(kind, inForce), ...(inForce.note !== undefined && { note: inForce.note }) },
    items: rows.map(viewOf),
  }
}

/** What holds today, as a file to change and put in again. */
export async function readInForceFile({ kind, format, actor, db, now }: Asking & { kind: ReleaseKind; format: 'csv' | 'json' }) {
  requireRepertory(actor)
  const content = await contentInForce(kind, { organisationId: actor.organisation.id, at: now }, db)
  return format === 'csv' ? writeReleaseCsv(kind, content) : `${JSON.stringify(content, null, 2)}\n`
}

/** One release, and what it changes of what is in force today. @throws AttestaError `release-file.unknown` */
export async function readRelease({ releaseId, actor, db, now }: Asking & { releaseId: string }) {
  requireRepertory(actor)
  const [found] = await db.rows<Row>(`SELECT ${COLUMNS}, r.content FROM ${FROM} WHERE r.organisation_id = $1 AND r.id = $3`, [
    actor.organisation.id,
    actor.accountId,
    releaseId,
  ])
  if (found === undefined) throw new AttestaError('release-file.unknown')
  const diffOf = async <Kind extends ReleaseKind>(kind: Kind): Promise<ReleaseDiff> => {
    const inForce: Contents[Kind] = await contentInForce(kind, { organisationId: actor.organisation.id, at: now }, db)
    return diffReleases(kind, inForce, KINDS[kind].shape.parse(found.content))
  }
  const version = await versionOf(await shownReleaseOf(found.kind, actor.organisation.id, db), db)
  return { ...viewOf(found), version, diff: await diffOf(found.kind) }
}

function viewOf({ id, kind, name, valid_from, uploader, uploaded_at, decider, decided_at, decision, decision_reason, counts, own }: Row) {
  return {
    id,
    kind,
    name,
    validFrom: valid_from,
    uploader,
    uploadedAt: formatDateTime(uploaded_at),
    counts,
    own,
    ...(decision !== null && {
      decision,
      decider: decider ?? '',
      ...(decided_at !== null && { decidedAt: formatDateTime(decided_at) }),
      ...(decision_reason !== null && { decisionReason: decision_reason }),
    }),
  }
}
