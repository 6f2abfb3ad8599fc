import type { PublicJwk } from '../crypto/port.ts'

/** What a key may be used for (CID §2.3); other relationships are read over. */
export type Purpose = 'assertionMethod' | 'authentication'

/** When a key was in use. Either end may be open. */
export interface KeyWindow {
  readonly notBefore?: Date
  /** First instant at which it is no longer in use. */
  readonly notAfter?: Date
}

export interface VerificationMethod {
  /** Absolute DID URL. */
  readonly id: string
  readonly key: PublicJwk
  readonly purposes: readonly Purpose[]
  readonly window: KeyWindow
  /** As OpenID Federation 1.0 §8.7.2 writes it for historical keys. */
  readonly revoked?: { readonly at: Date; readonly reason?: string }
}

/** A DID document read strictly: only what a verifier needs, with keys that it can use. */
export interface DidDocument {
  readonly id: string
  readonly verificationMethods: readonly VerificationMethod[]
}
