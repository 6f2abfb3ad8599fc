import { problemOf } from '../../../ui/problem.ts'

/** What passes by itself, or once the person did what the sentence says. Anything else stays as it is however often it is tried. */
const MAY_PASS: ReadonlySet<string> = new Set([
  'database.unavailable',
  'fetch.failed',
  'internal',
  'network.lost',
  'offer.wrong-code',
  'receive.issuer-fault',
  'receive.metadata',
  'receive.token-refused', // the code may be mistyped: a stranger's issuer does not tell
  'request.too-many',
  'service.busy',
  'service.not-ready',
  'wallet-clock.wrong',
  'wallet.answer-too-large',
  'wallet.locked',
  'wallet.not-saved',
  'wallet.unreachable',
])

/** Whether trying again can help: only then is it offered. */
export function mayHelp(problem: unknown): boolean {
  return MAY_PASS.has(problemOf(problem).code)
}
