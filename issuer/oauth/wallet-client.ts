import type { AdapterPayload } from 'oidc-provider'
import { PRE_AUTHORIZED_CODE_GRANT } from '../oid4vci/offers/read-offer.ts'

/** Stands for a wallet that gives no name: the grant needs none (OpenID4VCI 1.0 §6.1), the library does. */
export const ANONYMOUS_WALLET = 'anonymous-wallet'

/** VSCHAR of RFC 6749 appendix A.1, and no longer than an address. */
const CLIENT_ID = /^[\x20-\x7e]{1,512}$/

/**
 * Any wallet is a client: a public one, with no secret and no redirect, which can do nothing but redeem a code that an office
 * handed to a person. Which wallets may be trusted with more is a matter of their attestation, not of a list kept here.
 */
export function walletClient(clientId: string): AdapterPayload | undefined {
  if (!CLIENT_ID.test(clientId)) return undefined
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'none',
    grant_types: [PRE_AUTHORIZED_CODE_GRANT],
    response_types: [],
    redirect_uris: [],
    // The default, RS256, would need a key that there is not.
    id_token_signed_response_alg: 'ES256',
  }
}
