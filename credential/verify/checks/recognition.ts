import { notChecked } from '../../chain/index.ts'
import { type Check, found, skipped } from '../finding.ts'

/** Was the issuer entitled to issue this on that day, by the word of somebody whom the relying party trusts (design.md §3)? */
export const recognition: Check = {
  id: 'recognition',
  applies: () => true,
  async run({ examination, chain }) {
    if (examination?.statement === undefined) return skipped
    const { sealedBy } = examination.statement
    const { recognised } = await chain(examination.statement)
    // Whose seal it is was found out, by authorities that the relying party chose; whether they are accredited nobody here can say.
    if (sealedBy !== undefined && recognised.step.code === 'recognition.unknown-issuer')
      return { ...notChecked('recognition.sealed', { name: sealedBy }), required: false }
    return found(recognised.step)
  },
}
