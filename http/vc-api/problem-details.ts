import type { AttestaError } from '../../credential/errors.ts'
import { type Deed, problemTypeOf, type Warning } from '../../credential/vcdm/index.ts'
import { type Problem, problemOf } from '../problem.ts'

/** One entry of `problemDetails` or `warnings` (VC-API, RFC 9457), with our stable code beside the W3C's type. */
export interface ProblemDetail {
  readonly type: string
  readonly title: string
  readonly detail: string
  readonly code: string
}

export function problemDetail({ code, facts }: Pick<AttestaError, 'code' | 'facts'>, deed: Deed): ProblemDetail {
  const { type, title, next } = mendable({ code, facts })
  return { type: problemTypeOf({ code, facts }, deed) ?? type, title, detail: `${title} ${next.en}`, code }
}

/** What is wrong with the JSON itself is for whoever sent it to mend; the next step of the page, to ask a person for a file, is none here. */
function mendable({ code, facts }: Pick<AttestaError, 'code' | 'facts'>): Problem {
  const problem = problemOf(code, facts)
  return code.startsWith('json.') ? { ...problem, next: problemOf('request.malformed').next } : problem
}

export function warningDetail({ code, facts }: Warning): ProblemDetail {
  const { type, title, next } = problemOf(code, facts)
  return { type, title, detail: `${title} ${next.en}`, code }
}
