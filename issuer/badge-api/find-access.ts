import type { Pool } from 'pg'
import { hashOfToken } from '../oauth/hash-of-token.ts'
import { FAMILY } from './adapter.ts'

/** Who a platform acts for, and what it may. */
export interface Access {
  readonly holder: { readonly id: string; readonly taxCodeKey: string; readonly email?: string }
  readonly clientId: string
  readonly scopes: ReadonlySet<string>
}

interface Row {
  id: string
  tax_code_key: string
  email: string | null
  client_id: string
  scope: string | null
}

/** What an access token is good for; undefined when it is unknown, expired or taken back. */
export async function findAccess({ token, pool, at }: { token: string; pool: Pool; at: Date }): Promise<Access | undefined> {
  const { rows } = await pool.query<Row>(
    `SELECT h.id, h.tax_code_key, CASE WHEN c.client_id IS NOT NULL THEN h.email END AS email, t.payload ->> 'clientId' AS client_id, t.payload ->> 'scope' AS scope
     FROM oauth_payload t JOIN badge_holder h ON h.id::text = t.payload ->> 'accountId'
       LEFT JOIN badge_with_email c ON c.holder_id = h.id AND c.client_id = t.payload ->> 'clientId'
     WHERE t.model = $1 AND t.id = $2 AND t.expires_at > $3`,
    [`${FAMILY}AccessToken`, hashOfToken(token), at],
  )
  const [row] = rows
  if (row === undefined) return undefined
  return {
    // Only where the person chose that badges can be compared with it.
    holder: { id: row.id, taxCodeKey: row.tax_code_key, ...(row.email === null ? {} : { email: row.email }) },
    clientId: row.client_id,
    scopes: new Set(row.scope?.split(' ')),
  }
}
