import { AttestaError, type ErrorCode } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'

/** An error of the catalogue; dates among its facts become RFC 3339. */
export function refusal(code: ErrorCode, facts: Readonly<Record<string, string | number | boolean | Date>> = {}): AttestaError {
  const plain = Object.entries(facts).map(([name, value]) => [name, value instanceof Date ? formatDateTime(value) : value])
  return new AttestaError(code, Object.fromEntries(plain))
}
