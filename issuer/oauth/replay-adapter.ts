import { type Adapter, errors } from 'oidc-provider'
import type { Pool } from 'pg'
import { rememberProof } from '../oid4vci/remember-proof.ts'

/**
 * The library looks for a DPoP proof and then saves it: between the two, eight copies pass (protocols.md §14). Here looking
 * finds nothing, and saving is one insert that fails for all but the first.
 */
export function replayAdapter({ pool, now }: { pool: Pool; now: () => Date }): Adapter {
  const nothing = async () => undefined
  return {
    async upsert(id) {
      if ((await rememberProof({ kind: 'oauth', id, pool, at: now() })) === 'seen') {
        throw new errors.InvalidDpopProof('the DPoP proof was already used')
      }
    },
    find: nothing,
    findByUid: nothing,
    findByUserCode: nothing,
    consume: nothing,
    destroy: nothing,
    revokeByGrantId: nothing,
  }
}
