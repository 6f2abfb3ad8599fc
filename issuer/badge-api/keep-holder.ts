import type { Holders } from '../auth/login.ts'
import { PATH } from '../citizen/secrets.ts'
import type { Database } from '../db/database.ts'
import { BASE, MY_BADGES } from './paths.ts'

/** Logins of citizens: the codice fiscale that the provider vouches for is kept for them alone, never for an office's people at work. */
export function holdersOf(db: Database): Holders {
  return {
    covers: (returnTo) => returnTo.startsWith(`${PATH}?`) || returnTo.startsWith(`${BASE}/`) || returnTo.startsWith(`${MY_BADGES}?`),
    async keep({ accountId, identity: { taxCode, name, email } }) {
      if (taxCode === undefined) return
      await db.rows(
        `WITH holder AS (
           INSERT INTO badge_holder (tax_code_key, name, email) VALUES (attesta_tax_code_key($2), $3, $4)
           ON CONFLICT (tax_code_key) DO UPDATE SET name = excluded.name, email = coalesce(excluded.email, badge_holder.email) RETURNING id)
         UPDATE account SET holder_id = (SELECT id FROM holder) WHERE id = $1`,
        [accountId, taxCode, name, email ?? null],
      )
    },
  }
}
