import { answerViewer } from '../../../credential/verify/answer-viewer.ts'
import type { ChainLink, CheckId, CheckResult, CredentialView, VerificationResult } from '../../../credential/verify/check.ts'
import { containedCheck } from '../../../credential/verify/contained-check.ts'
import { judge } from '../../../credential/verify/judge.ts'
import { sentence } from '../../../credential/verify/sentence.ts'
import { LONGEST_KEPT_DAYS } from './kept-answers.ts'

export interface Then {
  /** When the oldest of the answers was given that stood in for somebody out of reach. */
  readonly keptAt: string
  /** True: whom to trust was asked so long ago that it says nothing any more. */
  readonly isForgotten?: boolean
}

/** What a verdict says of the present, the most telling first; each rests on somebody's answer. */
const PRESENT = { status: 'status.kept', recognition: 'recognition.kept', 'issuer-key': 'issuer-key.kept' } as const
/** Stations whose place rests on a recognition that may have been withdrawn since; what a commission decided, it decided. */
const RECOGNISED: readonly ChainLink['role'][] = ['region', 'chamber', 'body']

/**
 * A verdict that rests on what registries said earlier: that a document was in force then is no answer to whether it is now. A "no" stays one.
 * What has neither a state nor a recognition rests on its issuer's key alone, which may have been withdrawn as well.
 */
export function asOfThen(result: VerificationResult, then: Then): VerificationResult {
  const { keptAt, isForgotten = false } = then
  const passed = (id: CheckId) => result.checks.some((check) => check.id === id && check.outcome === 'passed')
  const inside = result.contained?.map((document) => asOfThen(document, then))
  const decisive = (Object.keys(PRESENT) as (keyof typeof PRESENT)[]).find(passed)
  const checks = result.checks.map((check): CheckResult => {
    const { id, outcome, code } = check
    if (id === 'contained' && inside !== undefined) return containedCheck(inside)
    if (isForgotten && id === 'recognition' && outcome !== 'failed' && code !== 'check.skipped')
      return unknown(check, 'recognition.kept-too-long', { keptAt, days: LONGEST_KEPT_DAYS })
    if (outcome !== 'passed' || !(id === 'status' || id === 'recognition' || id === decisive)) return check
    return { ...unknown(check, PRESENT[id as keyof typeof PRESENT], { keptAt }), required: id === decisive }
  })
  const isOurs = result.renderingOf !== undefined
  const { credential, viewerChecks, contained: _, endorsements, recognition, ...rest } = result
  return {
    ...rest,
    verdict: judge(checks),
    checks,
    chain: result.chain.map((link) => ofThen(link, isForgotten)),
    ...(recognition === undefined ? {} : { recognition: recognition === 'passed' ? 'not-checked' : recognition }),
    ...(credential === undefined ? {} : { credential: shownThen(credential, isForgotten) }),
    ...(viewerChecks === undefined ? {} : { viewerChecks: answerViewer({ results: checks, isOurs, isRead: credential !== undefined }) }),
    ...(inside === undefined ? {} : { contained: inside }),
    ...(endorsements === undefined ? {} : { endorsements: endorsements.map((document) => asOfThen(document, then)) }),
  }
}

function unknown(check: CheckResult, code: CheckResult['code'], facts: CheckResult['facts']): CheckResult {
  return { ...check, outcome: 'not-checked', code, facts, reason: sentence(code, facts), required: true }
}

/** Of an act in force nobody knows the state; and a list of names that is too old gives nobody a name. */
function shownThen({ state, issuer, ...shown }: CredentialView, isForgotten: boolean): CredentialView {
  const { id, says } = issuer
  return {
    ...shown,
    issuer: isForgotten ? { id, says } : issuer,
    ...(state === undefined || state.word === 'valido' ? {} : { state }),
  }
}

function ofThen(link: ChainLink, isForgotten: boolean): ChainLink {
  if (link.outcome !== 'passed' || !RECOGNISED.includes(link.role)) return link
  const { recognisedName, ...bare } = link
  return { ...bare, ...(isForgotten || recognisedName === undefined ? {} : { recognisedName }), outcome: 'not-checked' }
}
