import { notChecked } from '../../chain/index.ts'
import { type Check, found, skipped } from '../finding.ts'

/** Was the issuer entitled to issue this on that day, by the word of somebody whom the relying party trusts (design.md §3)? */
export const recognition: Check = {
  id: 'recognition',
  applies: () => true,
  async run({ examination, chain }) {
    if (examination?.statement === undefined) return skipped
    const { statement, proof, issuerKey, unmandated } = examination
    if (unmandated !== undefined) return found(unmandated)
    const { sealedBy } = statement
    const { recognised } = await chain(statement)
    // Whose seal it is was found out, by authorities that the relying party chose; whether they are accredited nobody here can say.
    if (sealedBy !== undefined && recognised.step.code === 'recognition.unknown-issuer')
      return { ...notChecked('recognition.sealed', { name: sealedBy }), required: false }
    // Whom a document names may be recognised; the document is only when it was proven to be theirs.
    const isTheirs = proof.outcome === 'passed' && issuerKey.outcome === 'passed'
    return found(recognised.step.outcome === 'passed' && !isTheirs ? notChecked('recognition.unproven') : recognised.step)
  },
}
