import type { Algorithm, PublicJwk } from '../credential/crypto/port.ts'

/** announced → active → retired; compromised from any of them (security.md §1.4). */
export type KeyState = 'announced' | 'active' | 'retired' | 'compromised'

/** What is known of a key without its private half; part of the file's authenticated header. */
export interface KeyRecord {
  /** RFC 7638 thumbprint: two keys never share a name. */
  readonly kid: string
  readonly org: string
  readonly alg: Extract<Algorithm, 'ES256' | 'EdDSA'>
  readonly publicJwk: PublicJwk
  /** From when it may sign, RFC 3339. */
  readonly notBefore: string
  /** From when it may no longer sign. Absent while it is in use. */
  readonly notAfter?: string
  readonly compromisedAt?: string
}

/** The state of a key at a moment; nothing is stored that time alone decides. */
export function stateOf(key: KeyRecord, at: Date): KeyState {
  if (key.compromisedAt !== undefined && new Date(key.compromisedAt) <= at) return 'compromised'
  if (new Date(key.notBefore) > at) return 'announced'
  if (key.notAfter !== undefined && new Date(key.notAfter) <= at) return 'retired'
  return 'active'
}
