import { answerViewer } from '../../../credential/verify/answer-viewer.ts'
import type { CheckId, CheckResult, VerificationResult } from '../../../credential/verify/check.ts'
import { containedCheck } from '../../../credential/verify/contained-check.ts'
import { judge } from '../../../credential/verify/judge.ts'
import { sentence } from '../../../credential/verify/sentence.ts'

/**
 * A verdict that rests on what registries said earlier: that a document was in force then is no answer to whether it is now. A "no" stays one.
 */
export function asOfThen(result: VerificationResult, keptAt: string): VerificationResult {
  const passed = (id: CheckId) => result.checks.some((check) => check.id === id && check.outcome === 'passed')
  // What has no state of its own rests on whether its issuer's recognition was withdrawn, which was not asked either.
  const doubtful = passed('status') ? 'status' : 'recognition'
  const inside = result.contained?.map((document) => asOfThen(document, keptAt))
  const checks = result.checks.map((check): CheckResult => {
    if (check.id === 'contained' && inside !== undefined) return containedCheck(inside)
    if (check.id !== doubtful || check.outcome !== 'passed') return check
    const facts = { keptAt }
    return { ...check, outcome: 'not-checked', code: 'status.kept', facts, reason: sentence('status.kept', facts), required: true }
  })
  const { credential, viewerChecks, contained: _, endorsements, ...rest } = result
  const { state, ...shown } = credential ?? {}
  const known = state === undefined || state.word === 'valido' ? {} : { state }
  return {
    ...rest,
    verdict: judge(checks),
    checks,
    ...(credential === undefined ? {} : { credential: { ...(shown as typeof credential), ...known } }),
    ...(viewerChecks === undefined ? {} : { viewerChecks: answerViewer({ results: checks, isOurs: result.renderingOf !== undefined }) }),
    ...(inside === undefined ? {} : { contained: inside }),
    ...(endorsements === undefined ? {} : { endorsements: endorsements.map((document) => asOfThen(document, keptAt)) }),
  }
}
