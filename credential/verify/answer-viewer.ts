import type { ErrorCode, Facts } from '../errors.ts'
import type { CheckId, CheckResult, Outcome, ViewerCheck } from './check.ts'

const CHECKS = 'http://data.europa.eu/snb/verification/'
const STATUSES = 'http://data.europa.eu/snb/verification-status/'

const STATUS: Readonly<Record<Outcome, string>> = {
  passed: `${STATUSES}9895008394`,
  failed: `${STATUSES}9d26eb9a37`,
  'not-checked': `${STATUSES}641f0c5e5d`,
}

interface Question {
  readonly id: ViewerCheck['id']
  /** Its identifier there. */
  readonly type: string
  /** Those of ours that answer it: all must have passed. */
  readonly by: readonly CheckId[]
  /** Whose sentence says so then. */
  readonly said: CheckId
}

/** Each check of the European viewer. */
const QUESTIONS: readonly Question[] = [
  { id: 'format', type: `${CHECKS}2f5b89b96f`, by: ['format', 'schema'], said: 'schema' },
  { id: 'seal', type: `${CHECKS}f9c2016fe9`, by: ['proof', 'issuer-key'], said: 'issuer-key' },
  { id: 'owner', type: `${CHECKS}1faf8d450f`, by: ['holder'], said: 'holder' },
  { id: 'accreditation', type: `${CHECKS}e2bbc86a28`, by: ['recognition', 'decision', 'accreditation'], said: 'accreditation' },
  { id: 'expiry', type: `${CHECKS}94d828f160`, by: ['validity', 'freshness'], said: 'validity' },
  { id: 'revocation', type: `${CHECKS}271aef9eb4`, by: ['status'], said: 'status' },
]

type Answer = { readonly outcome: Outcome; readonly code: ErrorCode; readonly facts: Facts }

/**
 * The six answers that the viewer of European Digital Credentials gives, from our own checks. One that was not made is never green: it is
 * `skipped` there, `not-checked` here.
 *
 * @param isOurs the document renders an act whose chain of authority was walked; of others the register of accreditations alone answers
 * @param isRead its form was closed and its proof held: only then is it known whether it claims an accreditation
 */
export function answerViewer({ results, isOurs, isRead }: AnswerViewerInput): ViewerCheck[] {
  return QUESTIONS.map(({ id, type, by, said }) => {
    const asked = by.flatMap((wanted) => results.find((result) => result.id === wanted) ?? [])
    const { outcome, code, facts } = id === 'accreditation' ? accreditation({ asked, isOurs, isRead }) : worst(asked, said)
    return { id, outcome, code, facts, type, status: STATUS[outcome] }
  })
}

interface AnswerViewerInput {
  readonly results: readonly CheckResult[]
  readonly isOurs: boolean
  readonly isRead: boolean
}

/** That a body is recognised and a commission decided is no accreditation, where none is claimed; that they are not speaks against any. */
function accreditation({
  asked,
  isOurs,
  isRead,
}: Pick<AnswerViewerInput, 'isOurs' | 'isRead'> & { asked: readonly CheckResult[] }): Answer {
  const claimed = asked.filter(({ id }) => id === 'accreditation')
  const answer = worst(isOurs ? asked : claimed, 'accreditation')
  if (!isRead || answer.outcome === 'failed' || claimed.length > 0) return answer
  return { outcome: 'not-checked', code: 'viewer.accreditation-not-claimed', facts: {} }
}

const nothing: Answer = { outcome: 'not-checked', code: 'check.skipped', facts: {} }

function worst(answers: readonly CheckResult[], said: CheckId): Answer {
  return (
    answers.find(({ outcome }) => outcome === 'failed') ??
    answers.find(({ outcome }) => outcome === 'not-checked') ??
    answers.find(({ id }) => id === said) ??
    nothing
  )
}
