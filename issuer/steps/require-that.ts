import { AttestaError, type ErrorCode, type Facts } from '../../credential/errors.ts'

/** A guard clause in one line: the condition holds, or the step ends with this code and nothing is written. */
export function requireThat(condition: boolean, code: ErrorCode, facts: Facts = {}): asserts condition {
  if (!condition) throw new AttestaError(code, facts)
}
