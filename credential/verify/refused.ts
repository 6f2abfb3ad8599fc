import type { Step } from '../chain/index.ts'
import { formatDateTime } from '../time.ts'
import type { VerificationResult } from './check.ts'
import { judge } from './judge.ts'
import { sentence } from './sentence.ts'

/** The result for what could not even be opened. */
export function refused(step: Step, now: Date): VerificationResult {
  const checks = [{ id: 'format' as const, ...step, required: true, reason: sentence(step.code, step.facts) }]
  return { verdict: judge(checks), asOf: formatDateTime(now), checks, chain: [] }
}
