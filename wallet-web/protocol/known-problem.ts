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

/** What counts or limits in the sentences of the catalogue: a number, and never words of the one who answers. */
const NUMBERS = new Set(['attempts', 'given', 'least', 'limit', 'needed', 'remaining'])
/** Instants and days: what is none of them would be a sentence of a stranger's in ours. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,12}(?:Z|[+-]\d{2}:\d{2}))?$/
/** A word of ours: a state, a field's name. */
const WORD = /^[\p{L}\d_.-]{1,40}$/u

function scalarsOf(facts: JsonObject): Facts {
  const scalars = Object.entries(facts).filter(([name, value]) =>
    NUMBERS.has(name) || typeof value === 'number'
      ? Number.isSafeInteger(value)
      : typeof value === 'string' && (name.endsWith('At') ? DATE : WORD).test(value),
  )
  return Object.fromEntries(scalars) as Facts
}
