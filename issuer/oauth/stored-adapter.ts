import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Pool } from 'pg'
import { hashOfToken } from './hash-of-token.ts'

/**
 * Storage of one model of the authorization server. Ids are kept by hash, and `consume` is one conditional update: of any
 * number of redemptions at once, in any number of processes, one succeeds (protocols.md §14, atomicity).
 */
export function storedAdapter({
  model: name,
  family = '',
  pool,
  now,
}: {
  model: string
  /** Goes before the model's name in the table: servers of different purposes share nothing. */
  family?: string
  pool: Pool
  now: () => Date
}): Adapter {
  const model = `${family}${name}`
  const findBy = async (column: 'id' | 'uid' | 'user_code', value: string, jti?: string): Promise<AdapterPayload | undefined> => {
    const { rows } = await pool.query<{ payload: AdapterPayload; consumed: boolean }>(
      `SELECT payload, consumed_at IS NOT NULL AS consumed FROM oauth_payload
       WHERE model = $1 AND ${column} = $2 AND (expires_at IS NULL OR expires_at > $3)`,
      [model, value, now()],
    )
    const row = rows[0]
    if (row === undefined) return undefined
    return { ...row.payload, ...(jti !== undefined && { jti }), ...(row.consumed && { consumed: true }) }
  }
  return {
    find: (id) => findBy('id', hashOfToken(id), id),
    findByUid: (uid) => findBy('uid', uid),
    findByUserCode: (userCode) => findBy('user_code', userCode),

    async upsert(id, payload, expiresIn) {
      const { grantId, uid, userCode } = payload
      const at = now()
      const expiresAt = expiresIn === undefined ? null : new Date(at.getTime() + expiresIn * 1000)
      await pool.query(
        `WITH swept AS (
           DELETE FROM oauth_payload WHERE (model, id) IN (
             SELECT model, id FROM oauth_payload WHERE expires_at < $8 ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED))
         INSERT INTO oauth_payload (model, id, payload, grant_id, uid, user_code, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (model, id) DO UPDATE SET payload = $3, grant_id = $4, uid = $5, user_code = $6, expires_at = $7`,
        [model, hashOfToken(id), storedPayload(payload, name), grantId ?? null, uid ?? null, userCode ?? null, expiresAt, at],
      )
    },

    async consume(id) {
      const { rowCount } = await pool.query(
        'UPDATE oauth_payload SET consumed_at = $3 WHERE model = $1 AND id = $2 AND consumed_at IS NULL',
        [model, hashOfToken(id), now()],
      )
      if (rowCount !== 1) throw new errors.InvalidGrant('already used')
    },

    async destroy(id) {
      await pool.query('DELETE FROM oauth_payload WHERE model = $1 AND id = $2', [model, hashOfToken(id)])
    },

    async revokeByGrantId(grantId) {
      await pool.query('DELETE FROM oauth_payload WHERE model = $1 AND grant_id = $2', [model, grantId])
    },
  }
}

/** The payload repeats the id, which for most models is the token itself. Found by another column, a session must know its id again. */
function storedPayload(payload: AdapterPayload, model: string): AdapterPayload {
  if (model === 'Session' || model === 'DeviceCode') return payload
  const { jti: _secret, ...rest } = payload
  return rest
}
