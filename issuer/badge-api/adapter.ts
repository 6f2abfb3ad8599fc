import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider'
import type { Pool } from 'pg'
import { hashOfToken } from '../oauth/hash-of-token.ts'
import { storedAdapter } from '../oauth/stored-adapter.ts'

/** Before the names of the models in `oauth_payload`: nothing that wallets hold is good here, and the other way round. */
export const FAMILY = 'Badge'

const DAY = 86_400
/** How long a registration waits for the first person who lets the platform in. */
const UNUSED_SECONDS = 7 * DAY
/** How long it stays after the last one did. */
const USED_SECONDS = 400 * DAY
/** Registrations that nobody has used yet. Each costs a row; a flood of them must not cost more. */
const MOST_UNUSED = 500

interface StoreWorld {
  readonly pool: Pool
  readonly now: () => Date
}

export function badgeAdapters(world: StoreWorld): AdapterFactory {
  return (model) => {
    const stored = storedAdapter({ model, family: FAMILY, ...world })
    return model === 'Client' ? clientAdapter(stored, world) : stored
  }
}

/** Platforms. Their secret is kept by hash: `compareClientSecret` of the server hashes what it is shown. */
function clientAdapter(stored: Adapter, { pool, now }: StoreWorld): Adapter {
  return {
    ...stored,
    async upsert(id, payload) {
      const { rows } = await pool.query<{ unused: number }>(
        `SELECT count(*)::int AS unused FROM oauth_payload WHERE model = $1 AND consumed_at IS NULL AND expires_at > $2`,
        [`${FAMILY}Client`, now()],
      )
      if ((rows[0]?.unused ?? 0) >= MOST_UNUSED)
        throw new errors.CustomOIDCProviderError('temporarily_unavailable', 'Too many registrations wait for their first use')
      await stored.upsert(id, hidden(payload), UNUSED_SECONDS)
    },
  }
}

function hidden(payload: AdapterPayload): AdapterPayload {
  const { client_secret: secret } = payload
  return typeof secret === 'string' ? { ...payload, client_secret: hashOfToken(secret) } : payload
}

/** Notes that a person let a platform in: its registration is no longer one of those that wait. */
export async function keepClient(clientId: string, { pool, now }: StoreWorld): Promise<void> {
  const at = now()
  await pool.query('UPDATE oauth_payload SET consumed_at = coalesce(consumed_at, $3), expires_at = $4 WHERE model = $1 AND id = $2', [
    `${FAMILY}Client`,
    hashOfToken(clientId),
    at,
    new Date(at.getTime() + USED_SECONDS * 1000),
  ])
}
