import { failed, passed, type Step } from '../../chain/index.ts'
import { dayInRome, formatDateTime } from '../../time.ts'
import { type Check, found, skipped } from '../finding.ts'
import type { Statement } from '../statement.ts'

/**
 * Is the act in force at `world.now`? VCDM 2.0 §4.9: `validFrom` and `validUntil` bound the claims, not the proof. Business dates
 * have no tolerance (security.md §2 row 22); the technical end of a copy is judged by `freshness`.
 */
export const validity: Check = {
  id: 'validity',
  applies: () => true,
  run({ examination, tools }) {
    return examination?.statement === undefined ? skipped : found(inForce(examination.statement, tools.world.now))
  },
}

function inForce({ issuedAt, validFrom, validUntil, renderingOf, outcome: { assessment } }: Statement, now: Date): Step {
  // What others issue has a technical date only, and that is the copy's.
  if (renderingOf !== undefined && now < issuedAt) return failed('validity.issued-in-future', { from: formatDateTime(issuedAt) })
  // What was decided is not in force before it was released: registration precedes it (D.Lgs. 13/2013 art. 6).
  if (renderingOf !== undefined && validFrom !== undefined && validFrom < wholeSecond(issuedAt)) return failed('validity.before-release')
  // Where a commission decides, the `decision` check asks for more.
  if (assessment !== undefined && assessment.date > dayInRome(issuedAt)) return failed('validity.assessed-later')
  if (validFrom !== undefined && now < validFrom) return failed('validity.not-yet', { from: formatDateTime(validFrom) })
  if (validUntil === undefined) return passed('validity.passed')
  if (validFrom !== undefined && validUntil <= validFrom) return failed('validity.reversed')
  if (now >= validUntil) return failed('validity.ended', { until: formatDateTime(validUntil) })
  return passed('validity.passed', { until: formatDateTime(validUntil) })
}

function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000)
}
