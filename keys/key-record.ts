import type { Algorithm, PublicJwk } from '../credential/crypto/port.ts'

/** announced → active → retired; compromised from any of them (security.md §1.4). */
export type KeyState = 'announced' | 'active' | 'retired' | 'compromised'

/** What is known of a key without its private half; part of the file's authenticated header. */
export interface KeyRecord {
  /** RFC 7638 thumbprint: two keys never share a name. */
  readonly kid: string
  readonly org: string
  readonly alg: Algorithm
  readonly publicJwk: PublicJwk
  /** From when it may sign, RFC 3339. */
  readonly notBefore: string
  /** From when it may no longer sign. Absent while it is in use. */
  readonly notAfter?: string
  readonly compromisedAt?: string
  /** Keys of seals stand apart: they never sign what the organisation's other keys do by themselves. */
  readonly use?: 'seal'
  /** Of a seal, PEM: its own certificate, then each that issued the one before. Absent until an authority has certified the key. */
  readonly certificates?: readonly string[]
}

/** The state of a key at a moment; nothing is stored that time alone decides. */
export function stateOf(key: KeyRecord, at: Date): KeyState {
  if (key.compromisedAt !== undefined && new Date(key.compromisedAt) <= at) return 'compromised'
  if (new Date(key.notBefore) > at) return 'announced'
  if (key.notAfter !== undefined && new Date(key.notAfter) <= at) return 'retired'
  return 'active'
}

/** Is it a seal that an authority has certified, in force then? */
export function isSealing(record: KeyRecord, at: Date): boolean {
  return record.use === 'seal' && record.certificates !== undefined && stateOf(record, at) === 'active'
}
