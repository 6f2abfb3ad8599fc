import type { Pool } from 'pg'
import { hashOfToken } from './hash-of-token.ts'
import { offerIdOf } from './offer-grant.ts'
import { ANONYMOUS_WALLET } from './wallet-client.ts'

/** What an access token says about whoever shows it. */
export interface AccessToken {
  /** The offer that it was redeemed from. */
  readonly offerId: string
  /** Undefined when the wallet gave no name at the token endpoint. */
  readonly clientId: string | undefined
  readonly scopes: ReadonlySet<string>
  /** RFC 7638 thumbprint of the key it is bound to; undefined for a bearer token. */
  readonly jkt: string | undefined
}

interface Payload {
  grantId?: string
  clientId?: string
  scope?: string
  jkt?: string
}

/** Looks an access token up, as the authorization server stored it; undefined when it is unknown or expired. */
export async function findAccessToken({ value, pool, at }: { value: string; pool: Pool; at: Date }): Promise<AccessToken | undefined> {
  const { rows } = await pool.query<{ payload: Payload }>(
    `SELECT payload FROM oauth_payload WHERE model = 'AccessToken' AND id = $1 AND expires_at > $2`,
    [hashOfToken(value), at],
  )
  const payload = rows[0]?.payload
  const offerId = offerIdOf(payload?.grantId)
  if (payload === undefined || offerId === undefined) return undefined
  return {
    offerId,
    clientId: payload.clientId === ANONYMOUS_WALLET ? undefined : payload.clientId,
    scopes: new Set(payload.scope?.split(' ')),
    jkt: payload.jkt,
  }
}
