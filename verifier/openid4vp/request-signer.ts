import type { Signer } from '../../credential/crypto/port.ts'

/** Whoever signs authorization requests: a key, and the certificate that ties it to the verifier. */
export interface RequestSigner extends Signer {
  /** `x509_san_dns:HOST` or `x509_hash:HASH`, with its prefix: the audience of every key binding (OpenID4VP 1.0 §14, "full client identifier"). */
  readonly clientId: string
  /** Base64 DER, leaf first; the trust anchor never travels (HAIP 1.0 §4). */
  readonly x5c: readonly string[]
  /** The last instant at which every certificate holds. */
  readonly until: Date
}
