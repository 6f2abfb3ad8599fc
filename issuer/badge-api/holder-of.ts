import type { FastifyRequest } from 'fastify'
import { sessionSecretOf } from '../auth/cookies.ts'
import { hashOfSecret } from '../auth/session.ts'
import type { Database } from '../db/database.ts'

/** A citizen who is logged in. */
export interface LoggedIn {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly taxCodeKey: string
  readonly csrf: string
  /** When this session began. */
  readonly since: Date
}

/** Whose browser this is; undefined for nobody, and for a login that told no codice fiscale. */
export async function holderOf(request: FastifyRequest, { db, now }: { db: Database; now: () => Date }): Promise<LoggedIn | undefined> {
  const secret = sessionSecretOf(request)
  if (secret === undefined) return undefined
  const [row] = await db.rows<LoggedIn>(
    `SELECT h.id, h.name, h.email, h.tax_code_key AS "taxCodeKey", s.csrf, s.created_at AS since
     FROM session s JOIN account a ON a.id = s.account_id JOIN badge_holder h ON h.id = a.holder_id
     WHERE s.id_hash = $1 AND s.expires_at > $2`,
    [hashOfSecret(secret), now()],
  )
  return row
}
