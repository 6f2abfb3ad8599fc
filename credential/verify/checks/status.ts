import { type Check, type Finding, skipped } from '../finding.ts'

/** Nobody whom the relying party trusts vouches for the issuer: the lists it names are a stranger's addresses, up to eight of them. */
const STRANGER = new Set(['recognition.unknown-issuer', 'recognition.anchor-unknown', 'recognition.unproven'])

/**
 * Was it suspended, annulled or replaced? Asked last of what needs the network, and only when nothing failed before: the credential
 * is judged before anything is fetched for it (Token Status List §8.3). Nor for a stranger, who would make this verifier call
 * whomever he likes, and learn that somebody is looking.
 */
export const status: Check = {
  id: 'status',
  applies: () => true,
  async run({ examination, status }, before) {
    if (examination?.statement === undefined || before.some(endsIt)) return skipped
    const { step } = await status(examination.statement)
    return { ...step, required: step.code !== 'status.none' }
  },
}

const endsIt = ({ outcome, code }: Finding) => outcome === 'failed' || STRANGER.has(code)
