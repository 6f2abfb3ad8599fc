import { type Check, skipped } from '../finding.ts'

/**
 * Was it suspended, annulled or replaced? Asked last of what needs the network, and only when nothing failed before: the credential
 * is judged before anything is fetched for it (Token Status List §8.3).
 */
export const status: Check = {
  id: 'status',
  applies: () => true,
  async run({ examination, status }, before) {
    if (examination?.statement === undefined || before.some(({ outcome }) => outcome === 'failed')) return skipped
    const { step } = await status(examination.statement)
    return { ...step, required: step.code !== 'status.none' }
  },
}
