import { needsCommission } from '../../attestation/index.ts'
import { type Check, found, skipped } from '../finding.ts'

/** Did a commission decide exactly this? Only for the kinds that the law leaves to a commission. */
export const decision: Check = {
  id: 'decision',
  applies({ examination }) {
    const kind = examination?.statement?.kind
    return kind !== undefined && kind !== 'open-badge' && kind !== 'other' && needsCommission(kind)
  },
  async run({ examination, chain }) {
    if (examination?.statement === undefined) return skipped
    const walk = await chain(examination.statement)
    return walk.decision === undefined ? skipped : found(walk.decision.step)
  },
}
