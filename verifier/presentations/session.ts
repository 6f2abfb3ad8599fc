import type { JWK } from 'jose'
import type { VerificationResult } from '../../credential/verify/check.ts'

/** What the asking page may read of its session. */
export type SessionAnswer =
  | { readonly state: 'pending'; readonly expiresAt: string }
  | { readonly state: 'declined' }
  /** Shown, but less than was asked for: names of the claims that did not come. No verdict over half an answer. */
  | { readonly state: 'incomplete'; readonly missing: readonly string[] }
  | { readonly state: 'answered'; readonly result: VerificationResult }

/** A session that still waits for its answer. */
export interface OpenSession {
  readonly id: string
  readonly nonce: string
  readonly state: string
  readonly purpose: string
  readonly responseKey: JWK
  readonly expiresAt: Date
}
