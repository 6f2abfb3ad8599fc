import type { CheckResult, Verdict } from './check.ts'

/** A single "no" decides; a single "could not look" forbids a "yes". Nothing is valid by default (design.md §4). */
export function judge(results: readonly Pick<CheckResult, 'outcome' | 'required' | 'code'>[]): Verdict {
  if (results.some(({ outcome }) => outcome === 'failed')) return 'invalid'
  if (results.some(({ outcome, required, code }) => outcome === 'not-checked' && (required || code === 'check.skipped')))
    return 'unverifiable'
  return results.length > 0 ? 'valid' : 'unverifiable'
}
