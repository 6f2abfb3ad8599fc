import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import type { DidDocument, KeyWindow, Purpose } from './document.ts'

/** The one reason of OpenID Federation 1.0 §8.7.3 that leaves earlier signatures good; no reason given is no good reason. */
const SUPERSEDED = 'superseded'

export interface KeyUse {
  /** When the signature says it was made. */
  readonly at: Date
  readonly purpose: Purpose
  /** When the signature is proven to have existed, by a witness other than the signer. Default: no proof. */
  readonly witnessedAt?: Date
}

export interface KeyInUse {
  readonly key: PublicJwk
  readonly window: KeyWindow
  /** Set when the key was stolen later than `witnessedAt`. */
  readonly compromisedAt?: Date
}

/**
 * The key that `kid` (a DID URL) names, if it was in use for that purpose at that time (security.md §1.4). A retired key is
 * good for what it signed while in use. A stolen one is good for nothing but what is witnessed before the theft, because who
 * holds it writes any date.
 *
 * @throws AttestaError `issuer-key.unknown`, `issuer-key.purpose`, `issuer-key.not-yet-valid`, `issuer-key.ended`,
 *   `issuer-key.revoked`, `issuer-key.compromised`
 */
export function keyOf(document: DidDocument, kid: string, { at, purpose, witnessedAt }: KeyUse): KeyInUse {
  const method = document.verificationMethods.find(({ id }) => id === kid)
  if (method === undefined) throw new AttestaError('issuer-key.unknown')
  if (!method.purposes.includes(purpose)) throw new AttestaError('issuer-key.purpose')

  const { key, window, revoked } = method
  if (window.notBefore !== undefined && at < window.notBefore) throw new AttestaError('issuer-key.not-yet-valid')
  if (window.notAfter !== undefined && at >= window.notAfter) throw new AttestaError('issuer-key.ended')
  if (revoked === undefined) return { key, window }

  if (at >= revoked.at) throw new AttestaError('issuer-key.revoked')
  if (revoked.reason === SUPERSEDED) return { key, window }
  if (witnessedAt === undefined || witnessedAt >= revoked.at) throw new AttestaError('issuer-key.compromised')
  return { key, window, compromisedAt: revoked.at }
}
