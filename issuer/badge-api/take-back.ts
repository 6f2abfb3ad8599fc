import type { Pool } from 'pg'
import { FAMILY } from './adapter.ts'

/** Ends all that a person allowed a platform: its tokens are worth nothing from the next request on. */
export async function takeBack({ holderId, clientId, pool }: { holderId: string; clientId: string; pool: Pool }): Promise<void> {
  await pool.query(`DELETE FROM oauth_payload WHERE payload ->> 'accountId' = $1 AND payload ->> 'clientId' = $2 AND model = ANY($3)`, [
    holderId,
    clientId,
    ['AccessToken', 'RefreshToken', 'AuthorizationCode', 'Grant'].map((model) => `${FAMILY}${model}`),
  ])
  await pool.query('DELETE FROM badge_with_email WHERE holder_id = $1 AND client_id = $2', [holderId, clientId])
}
