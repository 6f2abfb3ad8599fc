import { AttestaError, type ErrorCode, type Facts } from '../errors.ts'

/** What one look at the chain says; a check of the verdict takes it as it is. */
export interface Step {
  readonly outcome: 'passed' | 'failed' | 'not-checked'
  readonly code: ErrorCode
  readonly facts: Facts
}

export function failed(code: ErrorCode, facts: Facts = {}): Step {
  return { outcome: 'failed', code, facts }
}

export function notChecked(code: ErrorCode, facts: Facts = {}): Step {
  return { outcome: 'not-checked', code, facts }
}

export function passed(code: ErrorCode, facts: Facts = {}): Step {
  return { outcome: 'passed', code, facts }
}

/** A registry that could not be asked proves nothing either way; any other refusal is a "no". */
export function isUnreachable(error: unknown): boolean {
  return error instanceof AttestaError && (error.code === 'did.unreachable' || error.code === 'did.not-found')
}

/** The code of a refusal. What is no refusal is a fault of ours and goes on. */
export function causeOf(error: unknown): ErrorCode {
  if (error instanceof AttestaError) return error.code
  throw error
}
