import { AttestaError } from '../credential/errors.ts'

/** PostgreSQL classes that mean "not now": connection, resources (disk full), shutdown, disk, read-only, not yet up. */
const UNAVAILABLE = /^(08|53|57|58|F0|XX)|^25006$/
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND'])

/** `database.unavailable` when an error of the driver says that the database cannot serve now; nothing when it says anything else. */
export function databaseRefusal(error: unknown): AttestaError | undefined {
  if (error instanceof AttestaError || !(error instanceof Error)) return undefined
  const { code } = error as { code?: unknown }
  // The pool's own errors bear no code.
  const away = typeof code === 'string' ? NETWORK.has(code) || UNAVAILABLE.test(code) : /connection|timeout/i.test(error.message)
  return away ? new AttestaError('database.unavailable', {}, { cause: error }) : undefined
}
