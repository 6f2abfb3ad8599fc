import { outcomeDigest } from '../../../credential/attestation/index.ts'
import type { Changes } from '../../fixtures/demo-world.ts'

/** A decision that lists somebody, but not the person of the demo. */
export const decidedForOthers: Changes = {
  decision: {
    outcomes: [
      outcomeDigest({
        kind: 'certificato',
        title: { it: 'Diversity Manager' },
        digests: ['un-altro'],
        status: { folder: 'https://example.org/', index: 0 },
      }),
    ],
  },
}
