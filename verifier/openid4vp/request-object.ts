import { signCompact } from '../../credential/jose/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { createQuery } from './query.ts'
import type { RequestSigner } from './request-signer.ts'

/** `aud` of a request object when the wallet is not known beforehand (OpenID4VP 1.0 §5.8). */
const STATIC_DISCOVERY_AUDIENCE = 'https://self-issued.me/v2'

export interface RequestObjectInput {
  readonly session: { readonly nonce: string; readonly state: string; readonly purpose: string; readonly expiresAt: Date }
  readonly responseUri: string
  /** Public half of the session's encryption key; carries `alg`, as OpenID4VP 1.0 §8.3 demands. */
  readonly encryptionJwk: JsonObject
  readonly clientName: string
  /** Echoed when the wallet posted one (OpenID4VP 1.0 §5.10). */
  readonly walletNonce?: string
}

/**
 * The signed authorization request (`oauth-authz-req+jwt`, OpenID4VP 1.0 §5). The client identifier is the DNS name in the
 * leaf certificate, so that any wallet can say who asks without having met us before (§5.9.3, `x509_san_dns`).
 */
export async function createRequestObject(
  input: RequestObjectInput,
  { signer, now }: { signer: RequestSigner; now: Date },
): Promise<string> {
  const payload = {
    response_type: 'vp_token',
    response_mode: 'direct_post.jwt',
    client_id: signer.clientId,
    response_uri: input.responseUri,
    aud: STATIC_DISCOVERY_AUDIENCE,
    nonce: input.session.nonce,
    state: input.session.state,
    iat: seconds(now),
    exp: seconds(input.session.expiresAt),
    dcql_query: createQuery(),
    client_metadata: {
      client_name: input.clientName,
      jwks: { keys: [{ ...input.encryptionJwk }] },
      vp_formats_supported: { 'dc+sd-jwt': { 'sd-jwt_alg_values': ['ES256', 'EdDSA'], 'kb-jwt_alg_values': ['ES256', 'EdDSA'] } },
      // The default is A128GCM alone; HAIP 1.0 §5 wants both announced.
      encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
    },
    purpose: input.session.purpose,
    ...(input.walletNonce === undefined ? {} : { wallet_nonce: input.walletNonce }),
  }
  return signCompact({ header: { typ: 'oauth-authz-req+jwt', x5c: [...signer.x5c] }, payload, signer })
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
