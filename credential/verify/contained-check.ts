import { failed, notChecked, passed } from '../chain/step.ts'
import type { CheckResult, VerificationResult } from './check.ts'
import { sentence } from './sentence.ts'

/**
 * A record is what is in it: its verdict is never better than the worst of theirs. A seal that is in order and of a body that nobody knows
 * makes no certificate of what bears it.
 */
export function containedCheck(contained: readonly VerificationResult[]): CheckResult {
  const of = contained.length
  const invalid = contained.filter(({ verdict }) => verdict === 'invalid').length
  const open = contained.filter(
    ({ verdict, recognition }) => verdict === 'unverifiable' || (verdict === 'valid' && recognition !== 'passed'),
  ).length
  const step =
    invalid > 0
      ? failed('contained.invalid', { count: invalid, of })
      : open > 0
        ? notChecked('contained.unverifiable', { count: open, of })
        : passed('contained.passed', { of })
  return { id: 'contained', ...step, required: true, reason: sentence(step.code, step.facts) }
}
