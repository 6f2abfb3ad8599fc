import type { FastifyRequest } from 'fastify'
import { hashOfSecret } from '../auth/session.ts'
import { holderOf } from '../badge-api/holder-of.ts'
import type { Database } from '../db/database.ts'

/** A person who looks at their own cases: with a link, at one; logged in, at all that have their codice fiscale. */
export interface Viewer {
  readonly by: 'link' | 'login'
  readonly csrf: string
  /** The newest first; nothing else is shown to them. */
  readonly caseIds: readonly string[]
}

/** More than anybody has; a list is a page. */
const MOST = 50

/** Whose browser this is; undefined for nobody, and once the link was taken back. */
export async function viewerOf(request: FastifyRequest, world: { db: Database; now: () => Date }): Promise<Viewer | undefined> {
  const secret = request.cookies[request.server.attestaCookies.citizen]
  if (secret !== undefined) {
    const [row] = await world.db.rows<{ csrf: string; case_id: string }>(
      `SELECT s.csrf, a.case_id FROM citizen_session s JOIN citizen_access a ON a.id = s.access_id
       WHERE s.id_hash = $1 AND s.expires_at > $2 AND a.revoked_at IS NULL AND a.expires_at > $2`,
      [hashOfSecret(secret), world.now()],
    )
    if (row !== undefined) return { by: 'link', csrf: row.csrf, caseIds: [row.case_id] }
  }
  const holder = await holderOf(request, world)
  if (holder === undefined) return undefined
  const cases = await world.db.rows<{ id: string }>(
    `SELECT k.id FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE p.tax_code_key = $1 ORDER BY k.updated_at DESC, k.id LIMIT ${MOST}`,
    [holder.taxCodeKey],
  )
  return { by: 'login', csrf: holder.csrf, caseIds: cases.map(({ id }) => id) }
}
