import { failed, notChecked, type Step } from '../chain/index.ts'
import type { CheckResult } from './check.ts'
import { codesToTry, comparePersons, concluded, type ShownPerson, type Tried } from './compare-persons.ts'
import { sentence } from './sentence.ts'

/** A person has a few, and one code; comparing each with each of all the others must end soon. */
const MOST_IDENTITIES = 256
const MOST_CODES = 256

/**
 * Is everything in a record of one person? Its issuer says so, and its seal covers what is inside; but whoever has a badge of somebody else
 * could put it among their own. All that can be compared must agree, each document with each; what names nobody is not compared.
 */
export async function ofOnePerson({
  persons,
  results,
}: {
  /** The record's own, then those of what is in it. */
  readonly persons: readonly ShownPerson[]
  readonly results: readonly CheckResult[]
}): Promise<readonly CheckResult[]> {
  const named = persons.reduce((sum, { identities }) => sum + identities.length, 0)
  if (named > MOST_IDENTITIES || codesToTry(persons) > MOST_CODES) return withHolder(results, notChecked('holder.many-inside', { named }))
  const tried: Tried = new WeakMap()
  let [strangers, alike] = [0, 0]
  for (const [index, person] of persons.entries()) {
    const answers = await Promise.all(
      persons.slice(0, index).map(async (earlier) => concluded(await comparePersons(earlier, person, tried))),
    )
    if (answers.includes('other')) strangers += 1
    else if (answers.includes('alike')) alike += 1
  }
  if (strangers + alike === 0) return results
  return withHolder(
    results,
    strangers > 0 ? failed('holder.another-inside', { strangers }) : notChecked('holder.similar-inside', { alike }),
  )
}

/** What the relying party itself compared, and found to be another's, stays so. */
function withHolder(results: readonly CheckResult[], step: Step): readonly CheckResult[] {
  if (results.some(({ id, outcome }) => id === 'holder' && outcome === 'failed')) return results
  const told: CheckResult = { id: 'holder', ...step, required: true, reason: sentence(step.code, step.facts) }
  return [...results.filter(({ id }) => id !== 'holder'), told]
}
