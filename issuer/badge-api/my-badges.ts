import type { PoolClient } from 'pg'
import { FAMILY } from './adapter.ts'
import type { SeenBadge } from './judge-pushed.ts'
import { OFFLINE } from './scopes.ts'

/** A badge of somebody else that a platform handed in. */
export interface HeldBadge {
  readonly id: string
  readonly form: 'json' | 'jws'
  readonly seen: SeenBadge
  readonly receivedAt: Date
}

/** A platform that a person let in, while that lasts. */
export interface Admitted {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly until: Date
  /** The badges that it gets can be compared with the person's address. */
  readonly withEmail: boolean
}

/** Inside `asHolder`. */
export async function heldBadges({ holderId }: { holderId: string }, client: PoolClient): Promise<HeldBadge[]> {
  const { rows } = await client.query<HeldBadge>(
    'SELECT id, form, seen, received_at AS "receivedAt" FROM held_badge WHERE holder_id = $1 ORDER BY received_at DESC, id',
    [holderId],
  )
  return rows
}

const HOUR = 3600

/** Whom a person let in. Without `offline_access` a permission ends with its one token. */
export async function admittedPlatforms({ holderId, at }: { holderId: string; at: Date }, client: PoolClient): Promise<Admitted[]> {
  const { rows } = await client.query<{ client: string; scope: string; iat: number; exp: number; named: boolean }>(
    `SELECT payload ->> 'clientId' AS client, payload #>> '{openid,scope}' AS scope, (payload ->> 'iat')::int AS iat, (payload ->> 'exp')::int AS exp,
       EXISTS (SELECT 1 FROM badge_with_email e WHERE e.holder_id::text = $1 AND e.client_id = payload ->> 'clientId') AS named
     FROM oauth_payload WHERE payload ->> 'accountId' = $1 AND model = $2 AND expires_at > $3 ORDER BY iat`,
    [holderId, `${FAMILY}Grant`, at],
  )
  return rows
    .map(({ client: clientId, scope, iat, exp, named: withEmail }) => {
      const scopes = scope.split(' ')
      return { clientId, scopes, withEmail, until: new Date((scopes.includes(OFFLINE) ? exp : iat + HOUR) * 1000) }
    })
    .filter(({ until }) => until > at)
}
