import { encode } from '../../../credential/base64url.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { requireAddress } from '../require-address.ts'
import { send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'

/** A signed request as it came, and what it must agree with. */
export interface FetchedRequest {
  readonly token: string
  readonly clientId: string
  /** Sent with the fetch: then it must come back inside (OpenID4VP 1.0 §5.10). */
  readonly walletNonce?: string
}

/**
 * Fetches the request object that a link names (OpenID4VP 1.0 §5.7). Only requests by reference are taken: everything that
 * counts then stands in what is signed.
 *
 * @throws AttestaError `ask.link`, `ask.address`, `ask.gone`, `ask.malformed`, `wallet.unreachable`
 */
export async function fetchRequest({ parameters, world }: { parameters: URLSearchParams; world: ProtocolWorld }): Promise<FetchedRequest> {
  const [clientId, ...moreIds] = parameters.getAll('client_id')
  const [requestUri, ...moreUris] = parameters.getAll('request_uri')
  if (!clientId || !requestUri || moreIds.length + moreUris.length > 0 || parameters.has('request')) throw new AttestaError('ask.link')
  const url = requireAddress(requestUri, { code: 'ask.address', world })
  const accept = 'application/oauth-authz-req+jwt'
  const walletNonce = parameters.get('request_uri_method') === 'post' ? encode(crypto.getRandomValues(new Uint8Array(16))) : undefined
  const answer =
    walletNonce === undefined
      ? await send({ url, headers: { accept }, world })
      : await send({
          url,
          method: 'POST',
          headers: { accept, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ wallet_nonce: walletNonce }).toString(),
          world,
        })
  if (answer.status === 404 || answer.status === 410) throw new AttestaError('ask.gone')
  if (!answer.ok || answer.mediaType !== accept) throw new AttestaError('ask.malformed', { at: 'request_uri' })
  const token = new TextDecoder().decode(answer.bytes).trim()
  return { token, clientId, ...(walletNonce === undefined ? {} : { walletNonce }) }
}
