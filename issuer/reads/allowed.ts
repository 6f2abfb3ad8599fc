import type { ErrorCode, Facts } from '../../credential/errors.ts'
import type { Language } from '../../http/page/language.ts'
import { problemOf } from '../../http/problem.ts'

export interface Possibility {
  readonly action: string
  /** Why not; undefined = it may be done now. */
  readonly refusal: readonly [ErrorCode, Facts] | undefined
}

/** What may be done now, and for the rest the sentence that would be the answer. The steps decide again when it is done. */
export function sayWhy(possibilities: readonly Possibility[], language: Language): { allowed: string[]; why: Record<string, string> } {
  const allowed = possibilities.flatMap(({ action, refusal }) => (refusal === undefined ? [action] : []))
  const why = possibilities.flatMap(({ action, refusal }) => (refusal === undefined ? [] : [[action, problemOf(...refusal)[language]]]))
  return { allowed, why: Object.fromEntries(why) }
}
