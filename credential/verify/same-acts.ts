import { actIdOf } from './act-id.ts'
import type { VerificationResult } from './check.ts'

/**
 * For each of several results, the place of the first one before it that is the same act, in whatever form (design.md §2: one record);
 * `undefined` for the first of each. What its issuer did not sign is nobody's act.
 */
export function sameActs(results: readonly VerificationResult[]): readonly (number | undefined)[] {
  const first = new Map<string, number>()
  return results.map((result, index) => {
    const id = isSigned(result) ? actIdOf(result) : undefined
    if (id === undefined) return undefined
    const earlier = first.get(id)
    if (earlier === undefined) first.set(id, index)
    return earlier
  })
}

/** For each of several results, the places of those whose act is also among what it contains. */
export function actsInside(results: readonly VerificationResult[]): readonly (readonly number[])[] {
  const idOf = (result: VerificationResult) => (isSigned(result) ? actIdOf(result) : undefined)
  const ids = results.map(idOf)
  const first = sameActs(results)
  return results.map(({ contained = [] }) => {
    const inside = new Set(contained.map(idOf))
    return ids.flatMap((id, place) => (id !== undefined && first[place] === undefined && inside.has(id) ? [place] : []))
  })
}

/** Did its issuer prove to have signed it? */
export function isSigned({ checks }: VerificationResult): boolean {
  return (['proof', 'issuer-key'] as const).every((wanted) => checks.some(({ id, outcome }) => id === wanted && outcome === 'passed'))
}
