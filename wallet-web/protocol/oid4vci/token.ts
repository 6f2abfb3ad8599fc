import { AttestaError } from '../../../credential/errors.ts'
import { jsonOf, send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'
import type { IssuerMetadata } from './metadata.ts'
import { type CredentialOffer, PRE_AUTHORIZED_CODE_GRANT } from './offer.ts'
import { refusalOf } from './refusal-of.ts'

const CLIENT = 'attesta-wallet'

export interface TokenInput {
  readonly offer: CredentialOffer
  readonly metadata: IssuerMetadata
  readonly txCode?: string
  readonly world: ProtocolWorld
}

/**
 * Redeems the pre-authorized code (OpenID4VCI 1.0 §6.1). A wrong transaction code may be tried again while the issuer says so.
 *
 * @throws AttestaError `offer.*` as the issuer says it, `receive.token-refused`, `receive.token-malformed`, `wallet.unreachable`
 */
export async function requestToken({ offer, metadata, txCode, world }: TokenInput): Promise<string> {
  const form = new URLSearchParams({
    grant_type: PRE_AUTHORIZED_CODE_GRANT,
    'pre-authorized_code': offer.preAuthorizedCode,
    client_id: CLIENT,
    ...(txCode === undefined ? {} : { tx_code: txCode }),
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  const answer = await send({ url: metadata.tokenEndpoint, method: 'POST', headers, body: form.toString(), world })
  const content = jsonOf(answer)
  if (!answer.ok) throw refusalOf({ answer, code: 'receive.token-refused', host: metadata.tokenEndpoint.host })
  const { access_token: token, token_type: type } = content ?? {}
  // DPoP-bound tokens would need a proof at each call, and were not asked for.
  if (typeof token !== 'string' || typeof type !== 'string' || type.toLowerCase() !== 'bearer')
    throw new AttestaError('receive.token-malformed')
  return token
}
