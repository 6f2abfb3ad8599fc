import type { ErrorCode, Facts } from '../errors.ts'
import type { CheckId, CheckResult, Outcome, ViewerCheck } from './check.ts'

const CHECKS = 'http://data.europa.eu/snb/verification/'
const STATUSES = 'http://data.europa.eu/snb/verification-status/'

const STATUS: Readonly<Record<Outcome, string>> = {
  passed: `${STATUSES}9895008394`,
  failed: `${STATUSES}9d26eb9a37`,
  'not-checked': `${STATUSES}641f0c5e5d`,
}

/** Each check of the European viewer, its identifier there, and those of ours that answer it: all must have passed. */
const QUESTIONS: readonly { id: ViewerCheck['id']; type: string; by: readonly CheckId[] }[] = [
  { id: 'format', type: `${CHECKS}2f5b89b96f`, by: ['format', 'schema'] },
  { id: 'seal', type: `${CHECKS}f9c2016fe9`, by: ['proof', 'issuer-key'] },
  { id: 'owner', type: `${CHECKS}1faf8d450f`, by: ['holder'] },
  { id: 'accreditation', type: `${CHECKS}e2bbc86a28`, by: ['recognition', 'decision', 'accreditation'] },
  { id: 'expiry', type: `${CHECKS}94d828f160`, by: ['validity', 'freshness'] },
  { id: 'revocation', type: `${CHECKS}271aef9eb4`, by: ['status'] },
]

type Answer = { readonly outcome: Outcome; readonly code: ErrorCode; readonly facts: Facts }

/**
 * The six answers that the viewer of European Digital Credentials gives, from our own checks. One that was not made is never green: it is
 * `skipped` there, `not-checked` here.
 *
 * @param isOurs the document renders an act whose chain of authority was walked; of others the register of accreditations alone answers
 */
export function answerViewer({ results, isOurs }: { results: readonly CheckResult[]; isOurs: boolean }): ViewerCheck[] {
  return QUESTIONS.map(({ id, type, by }) => {
    const { outcome, code, facts } =
      id === 'accreditation' && !isOurs ? ofRegister(results) : worst(results.filter((result) => by.includes(result.id)))
    return { id, outcome, code, facts, type, status: STATUS[outcome] }
  })
}

function ofRegister(results: readonly CheckResult[]): Answer {
  return results.find(({ id }) => id === 'accreditation') ?? elsewhere
}

const elsewhere: Answer = { outcome: 'not-checked', code: 'viewer.accreditation-elsewhere', facts: {} }
const nothing: Answer = { outcome: 'not-checked', code: 'check.skipped', facts: {} }

function worst(answers: readonly Answer[]): Answer {
  return (
    answers.find(({ outcome }) => outcome === 'failed') ??
    answers.find(({ outcome }) => outcome === 'not-checked') ??
    answers.at(-1) ??
    nothing
  )
}
