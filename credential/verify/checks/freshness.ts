import { failed, passed, type Step } from '../../chain/index.ts'
import { formatDateTime } from '../../time.ts'
import { type Check, found, skipped } from '../finding.ts'
import type { Statement } from '../statement.ts'

/**
 * Is this copy technically current (RFC 7519 §4.1.4-4.1.6)? A stale copy of a valid act is invalid as a copy, and the sentence
 * says to refresh it; the act itself is not touched by it (design.md §2).
 */
export const freshness: Check = {
  id: 'freshness',
  applies: () => true,
  run({ examination, tools: { world } }) {
    if (examination?.statement === undefined) return skipped
    return found(current(examination.statement, { now: world.now, skew: world.limits?.clockSkew ?? 60 }))
  },
}

function current({ copy, issuedAt }: Statement, { now, skew }: { now: Date; skew: number }): Step {
  const earliest = now.getTime() - skew * 1000
  const latest = now.getTime() + skew * 1000
  const { expiresAt, notBefore } = copy
  if (expiresAt !== undefined && expiresAt.getTime() <= earliest) return failed('freshness.expired', { until: formatDateTime(expiresAt) })
  if (notBefore !== undefined && notBefore.getTime() > latest) return failed('freshness.not-yet', { from: formatDateTime(notBefore) })
  if (copy.issuedAt !== undefined && copy.issuedAt.getTime() > latest) return failed('freshness.issued-in-future')
  // No copy is older than its act: such a date was written to borrow an old key.
  if (copy.issuedAt !== undefined && copy.issuedAt < wholeSecond(issuedAt)) return failed('freshness.before-release')
  return passed('freshness.passed', expiresAt === undefined ? {} : { until: formatDateTime(expiresAt) })
}

function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000)
}
