import type { Signer } from '../../credential/crypto/port.ts'

/** Whoever signs authorization requests: a key, and the certificate that ties it to the verifier's DNS name. */
export interface RequestSigner extends Signer {
  /** `x509_san_dns:HOST`, with its prefix: the audience of every key binding (OpenID4VP 1.0 §14, "full client identifier"). */
  readonly clientId: string
  /** Base64 DER, leaf only: the trust anchor never travels (HAIP 1.0 §4). */
  readonly x5c: readonly string[]
}
