import type { Pool } from 'pg'
import { hashOfToken } from '../oauth/hash-of-token.ts'
import { FAMILY } from './adapter.ts'

/** Who a platform acts for, and what it may. */
export interface Access {
  readonly holder: { readonly id: string; readonly taxCodeKey: string }
  readonly clientId: string
  readonly scopes: ReadonlySet<string>
}

interface Row {
  id: string
  tax_code_key: string
  client_id: string
  scope: string | null
}

/** What an access token is good for; undefined when it is unknown, expired or taken back. */
export async function findAccess({ token, pool, at }: { token: string; pool: Pool; at: Date }): Promise<Access | undefined> {
  const { rows } = await pool.query<Row>(
    `SELECT h.id, h.tax_code_key, t.payload ->> 'clientId' AS client_id, t.payload ->> 'scope' AS scope
     FROM oauth_payload t JOIN badge_holder h ON h.id::text = t.payload ->> 'accountId'
     WHERE t.model = $1 AND t.id = $2 AND t.expires_at > $3`,
    [`${FAMILY}AccessToken`, hashOfToken(token), at],
  )
  const [row] = rows
  if (row === undefined) return undefined
  return {
    holder: { id: row.id, taxCodeKey: row.tax_code_key },
    clientId: row.client_id,
    scopes: new Set(row.scope?.split(' ')),
  }
}
