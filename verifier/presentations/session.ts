import type { JWK } from 'jose'
import type { VerificationResult } from '../../credential/verify/check.ts'

/** What the asking page may read of its session. */
export type SessionAnswer =
  | { readonly state: 'pending'; readonly expiresAt: string }
  | { readonly state: 'declined' }
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
