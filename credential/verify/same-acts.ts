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

/** Did its issuer prove to have signed it? */
export function isSigned({ checks }: VerificationResult): boolean {
  return (['proof', 'issuer-key'] as const).every((wanted) => checks.some(({ id, outcome }) => id === wanted && outcome === 'passed'))
}
