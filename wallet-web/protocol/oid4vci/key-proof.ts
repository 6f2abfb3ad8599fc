import type { Signer } from '../../../credential/crypto/port.ts'
import { signCompact } from '../../../credential/jose/index.ts'
import { toNumericDate } from '../../../credential/time.ts'

export interface KeyProofInput {
  readonly signer: Signer
  /** Credential issuer identifier. */
  readonly audience: string
  readonly nonce: string | undefined
  readonly at: Date
}

/** Proves that the wallet holds the key to which the credential is to be bound (OpenID4VCI 1.0 appendix F.1). */
export function createKeyProof({ signer, audience, nonce, at }: KeyProofInput): Promise<string> {
  const { kty, crv = '', x = '', y = '' } = signer.publicJwk
  return signCompact({
    // One of kid, jwk, x5c; never two (F.1).
    header: { typ: 'openid4vci-proof+jwt', jwk: { kty, crv, x, y } },
    payload: { aud: audience, iat: toNumericDate(at), ...(nonce === undefined ? {} : { nonce }) },
    signer,
  })
}
