import type { Pool } from 'pg'
import { type AccessToken, findAccessToken } from '../../oauth/find-access-token.ts'
import { ProtocolError } from '../protocol-error.ts'
import { refusal } from '../refusal.ts'
import { verifyDpopProof } from './verify-dpop-proof.ts'

export interface AuthorizeInput {
  readonly authorization: string | undefined
  readonly dpop: string | undefined
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly pool: Pool
  readonly at: Date
}

/**
 * Who asks, from the access token's own row and nothing else in the request (security.md §2 row 40). A token bound to a key
 * is taken only with a proof by that key, never as a bearer token (RFC 9449 §7.2).
 *
 * @throws ProtocolError `invalid_token`, `invalid_dpop_proof`, `use_dpop_nonce`
 */
export async function authorize({ authorization, dpop, method, url, pool, at }: AuthorizeInput): Promise<AccessToken> {
  const [, scheme = '', value = ''] = /^(bearer|dpop) ([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(authorization ?? '') ?? []
  if (value === '') throw new ProtocolError('invalid_token', 'An access token is needed')
  const token = await findAccessToken({ value, pool, at })
  if (token === undefined) {
    throw new ProtocolError('invalid_token', 'The access token is unknown or has expired', { reason: refusal('offer.token-expired') })
  }
  if ((scheme.toLowerCase() === 'dpop') !== (token.jkt !== undefined)) {
    throw new ProtocolError('invalid_token', 'The access token belongs to the other authentication scheme')
  }
  if (token.jkt !== undefined) await verifyDpopProof({ proof: dpop, jkt: token.jkt, accessToken: value, method, url, pool, at })
  return token
}
