import type { ErrorCode, Facts } from '../errors.ts'

/** What does not decide, and should be known. */
export interface Warning {
  readonly code: ErrorCode
  readonly facts: Facts
}
