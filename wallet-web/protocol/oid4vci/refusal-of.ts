import { AttestaError, type ErrorCode } from '../../../credential/errors.ts'
import { knownProblem } from '../known-problem.ts'
import { type Answer, jsonOf } from '../send.ts'

const CODES: readonly ErrorCode[] = [
  'badge.record-not-one',
  'badge.record-unrecognised',
  'offer.already-issued',
  'offer.attestation-ended',
  'offer.blocked',
  'offer.expired',
  'offer.replaced',
  'offer.token-expired',
  'offer.unknown',
  'offer.used',
  'offer.wrong-code',
  'request.too-many',
  'wallet-clock.wrong',
]

/**
 * Why an issuer did not do what was asked: in the catalogue's words where it is an Attesta issuer that says them, as a fault of
 * its own (5xx: the same may work in a moment), else as `code`.
 */
export function refusalOf({ answer, code, host }: { answer: Answer; code: ErrorCode; host: string }): AttestaError {
  const known = knownProblem({ content: jsonOf(answer), codes: CODES })
  return known ?? new AttestaError(answer.status >= 500 ? 'receive.issuer-fault' : code, { host })
}
