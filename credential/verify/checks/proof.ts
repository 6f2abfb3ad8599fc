import { type Check, found, skipped } from '../finding.ts'

/** Is every word of it signed by the key that it names? */
export const proof: Check = {
  id: 'proof',
  applies: () => true,
  run: ({ examination }) => (examination === undefined ? skipped : found(examination.proof)),
}
