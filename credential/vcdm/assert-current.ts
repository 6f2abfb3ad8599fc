import type { VerifiedProof } from '../data-integrity/index.ts'
import { AttestaError } from '../errors.ts'
import type { VcWorld } from './world.ts'

/**
 * No proof of tomorrow, and none past its end (VC Data Integrity §2.1). Clocks may differ a little.
 *
 * @throws AttestaError `proof.created-in-future`, `proof.expired`
 */
export function assertCurrent(proofs: readonly VerifiedProof[], { now, limits }: VcWorld): void {
  const skew = (limits?.clockSkew ?? 60) * 1000
  for (const { created, expires } of proofs) {
    if (created !== undefined && created.getTime() > now.getTime() + skew) throw new AttestaError('proof.created-in-future')
    if (expires !== undefined && expires <= now) throw new AttestaError('proof.expired')
  }
}
