import { AttestaError, type ErrorCode, type Facts } from '../../credential/errors.ts'
import { isObject, type JsonObject } from '../../credential/json/index.ts'

/**
 * A refusal in the catalogue's words, where an answer names one that the caller expects: as problem+json, or as the member
 * `attesta` of an OAuth error. Any other code of a stranger means nothing here.
 */
export function knownProblem({
  content,
  codes,
}: {
  content: JsonObject | undefined
  codes: readonly ErrorCode[]
}): AttestaError | undefined {
  const problem = content !== undefined && isObject(content.attesta) ? content.attesta : content
  const code = codes.find((known) => known === problem?.code)
  if (problem === undefined || code === undefined) return undefined
  return new AttestaError(code, isObject(problem.facts) ? scalarsOf(problem.facts) : {})
}

function scalarsOf(facts: JsonObject): Facts {
  const scalars = Object.entries(facts).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  return Object.fromEntries(scalars) as Facts
}
