import type { Step } from '../chain/index.ts'
import type { CheckId } from './check.ts'
import type { Evidence } from './evidence.ts'

/** What a check finds; `required` = without it there is no "valid". */
export interface Finding extends Step {
  readonly required: boolean
}

/** One line of the verdict. A check never throws for a "no". */
export interface Check {
  readonly id: CheckId
  /** A check that makes no sense for a document is left out, rather than called passed. */
  readonly applies: (evidence: Evidence) => boolean
  readonly run: (evidence: Evidence, before: readonly Finding[]) => Promise<Finding> | Finding
}

/**
 * Nothing to look at, because an earlier check did not hold. It is not itself what a page should name as the cause, so it is not
 * `required`; `judge` still never says "valid" over it.
 */
export const skipped: Finding = { outcome: 'not-checked', code: 'check.skipped', facts: {}, required: false }

/** The finding of a step, which may itself have been skipped. */
export function found(step: Step): Finding {
  return step.code === skipped.code ? skipped : { ...step, required: true }
}
