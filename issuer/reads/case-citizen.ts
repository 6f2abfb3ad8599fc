import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'

/** What the body sees of the way in that a person has: never its secrets. */
export interface AccessView {
  readonly state: 'open' | 'blocked' | 'expired' | 'revoked'
  readonly channel: 'paper' | 'mail'
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
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
  const [access] = await db.rows<AccessView>(
    `SELECT channel, made_at AS "madeAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
       CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= $2 THEN 'expired' WHEN wrong_tries >= 5 THEN 'blocked' ELSE 'open' END AS state
     FROM citizen_access WHERE case_id = $1 ORDER BY made_at DESC LIMIT 1`,
    [caseId, now()],
  )
  return { hasEmail: record.has_email, ...(access !== undefined && { access }) }
}
