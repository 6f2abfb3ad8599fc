import type { AttestaError, ErrorCode } from '../../../credential/errors.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { knownProblem } from '../known-problem.ts'

const CODES: readonly ErrorCode[] = [
  'offer.already-issued',
  'offer.attestation-ended',
  'offer.blocked',
  'offer.expired',
  'offer.replaced',
  'offer.token-expired',
  'offer.unknown',
  'offer.used',
  'offer.wrong-code',
  'wallet-clock.wrong',
]

/** What an Attesta issuer says about an offer, beside the protocol's own words. */
export function knownRefusal(content: JsonObject | undefined): AttestaError | undefined {
  return knownProblem({ content, codes: CODES })
}
