import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { readErasure } from '../retention/read-erasure.ts'
import { versionOf } from '../steps/require-unchanged.ts'
import { shownCitizen } from '../steps/shown.ts'

/** What the body sees of the way in that a person has: never its secrets. */
export interface AccessView {
  readonly state: 'open' | 'blocked' | 'expired' | 'revoked'
  readonly channel: 'paper' | 'mail'
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
}

export interface RequestView {
  readonly id: string
  readonly kind: 'accesso' | 'riesame' | 'correzione'
  readonly asked: string
  readonly askedAt: Date
  /** Calendar date. */
  readonly dueOn: string
  readonly state: 'open' | 'accepted' | 'refused'
  readonly answer: string | null
  readonly answeredAt: Date | null
  readonly answeredBy: string | null
}

export interface UploadView {
  readonly id: string
  readonly class: string
  readonly title: string
  readonly mediaType: string
  readonly size: number
  readonly arrivedAt: Date
  readonly state: 'arrived' | 'accepted' | 'refused'
  readonly reason: string | null
}

/**
 * The person of a case, for the body that runs it.
 *
 * @throws AttestaError `case.unknown`, also for one of another organisation
 */
export async function readCaseCitizen(
  { caseId, actor }: { caseId: string; actor: Actor },
  { db, now }: { db: Pick<Database, 'rows'>; now: () => Date },
) {
  const [record] = await db.rows<{ has_email: boolean }>(
    `SELECT p.email IS NOT NULL AS has_email FROM ivc_case k JOIN person p ON p.id = k.person_id
     WHERE k.id = $1 AND k.organisation_id = $2 AND $3 = 'officer'`,
    [caseId, actor.organisation.id, actor.role],
  )
  if (record === undefined) throw new AttestaError('case.unknown')
  // The one that stands, else the newest: two links of one instant have no order of their own.
  const [access] = await db.rows<AccessView>(
    `SELECT channel, made_at AS "madeAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
       CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= $2 THEN 'expired' WHEN wrong_tries >= 5 THEN 'blocked' ELSE 'open' END AS state
     FROM citizen_access WHERE case_id = $1 ORDER BY (revoked_at IS NULL) DESC, made_at DESC LIMIT 1`,
    [caseId, now()],
  )
  const uploads = await db.rows<UploadView>(
    `SELECT id, class, title, media_type AS "mediaType", size, arrived_at AS "arrivedAt", state, reason FROM citizen_upload
     WHERE case_id = $1 ORDER BY arrived_at`,
    [caseId],
  )
  const requests = await db.rows<RequestView>(
    `SELECT r.id, r.kind, r.asked, r.asked_at AS "askedAt", r.due_on::text AS "dueOn", r.state, r.answer, r.answered_at AS "answeredAt", a.name AS "answeredBy"
     FROM citizen_request r LEFT JOIN account a ON a.id = r.answered_by WHERE r.case_id = $1 ORDER BY r.asked_at`,
    [caseId],
  )
  const erasure = await readErasure(caseId, db)
  const version = await versionOf(shownCitizen({ caseId, bodyId: actor.organisation.id }), db)
  return { ...erasure, version, hasEmail: record.has_email, ...(access !== undefined && { access }), uploads, requests }
}
