import { errors } from 'oidc-provider'
import { AttestaError } from '../../credential/errors.ts'

const reasons = new WeakMap<Error, AttestaError>()

/** `invalid_grant` with the entry of the catalogue behind it. What is no refusal of ours is passed on as it is. */
export function invalidGrant(reason: unknown): Error {
  if (!(reason instanceof AttestaError) || !reason.code.startsWith('offer.')) {
    return reason instanceof Error ? reason : new errors.InvalidGrant('pre-authorized code refused')
  }
  const error = new errors.InvalidGrant(reason.code)
  error.error_description = DESCRIPTIONS[reason.code] ?? 'The pre-authorized code is refused'
  reasons.set(error, reason)
  return error
}

/** The entry of the catalogue that an error of the token endpoint carries. */
export function reasonOf(error: Error): AttestaError | undefined {
  return reasons.get(error)
}

/** ASCII without quotes (RFC 6749 §5.2); people read the catalogue's sentences. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'offer.unknown': 'The pre-authorized code is unknown',
  'offer.used': 'The offer was already used',
  'offer.blocked': 'The offer was blocked after too many wrong transaction codes',
  'offer.replaced': 'The offer was replaced by a newer one',
  'offer.expired': 'The offer has expired',
  'offer.attestation-ended': 'The certificate of this offer is no longer in force',
  'offer.wrong-code': 'The transaction code is wrong',
}
