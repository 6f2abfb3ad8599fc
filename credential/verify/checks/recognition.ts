import { type Check, found, skipped } from '../finding.ts'

/** Was the issuer entitled to issue this on that day, by the word of somebody whom the relying party trusts (design.md §3)? */
export const recognition: Check = {
  id: 'recognition',
  applies: () => true,
  async run({ examination, chain }) {
    if (examination?.statement === undefined) return skipped
    const { recognised } = await chain(examination.statement)
    return found(recognised.step)
  },
}
