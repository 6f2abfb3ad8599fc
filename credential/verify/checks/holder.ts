import type { Step } from '../../chain/index.ts'
import { isExpected } from '../bare-holder.ts'
import type { Expectation } from '../check.ts'
import type { Examination } from '../evidence.ts'
import { type Check, skipped } from '../finding.ts'

/** Does the person it was issued to show it, to this verifier, now? Only a presentation can answer; a file is read without it. */
export const holder: Check = {
  id: 'holder',
  applies: () => true,
  async run({ examination, tools: { expect } }) {
    if (examination === undefined) return skipped
    const holder = await named(examination, expect)
    return holder.code === skipped.code ? skipped : { ...holder, required: isExpected(expect) || expect.recipient !== undefined }
  },
}

/** Whom the relying party names is compared with what was signed; a presentation that failed stays failed. */
async function named({ holder, identities = [], statement }: Examination, { recipient }: Expectation): Promise<Step> {
  if (recipient === undefined || holder.outcome === 'failed' || statement === undefined) return holder
  const { compareRecipient } = await import('../compare-recipient.ts')
  return compareRecipient({ recipient, shown: [{ holder: statement.view.holder, identities }] })
}
