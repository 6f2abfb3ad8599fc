import type { RouteShorthandOptions } from 'fastify'
import { AttestaError, type ErrorCode } from '../../credential/errors.ts'

/** What cannot be an id is answered like an id that nobody has: an address never tells which of the two it was. */
export function unknownId(code: ErrorCode): Required<Pick<RouteShorthandOptions, 'schemaErrorFormatter'>> {
  return {
    schemaErrorFormatter: (_errors, part) => (part === 'params' ? new AttestaError(code) : new Error(`the ${part} is not as described`)),
  }
}
