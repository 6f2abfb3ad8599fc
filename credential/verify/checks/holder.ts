import { type Check, skipped } from '../finding.ts'

/** Does the person it was issued to show it, to this verifier, now? Only a presentation can answer; a file is read without it. */
export const holder: Check = {
  id: 'holder',
  applies: () => true,
  run({ examination, tools: { expect } }) {
    if (examination === undefined) return skipped
    const { holder } = examination
    return holder.code === skipped.code ? skipped : { ...holder, required: isExpected(expect) || expect.recipient !== undefined }
  },
}

/** Whoever names a nonce or an audience asked for a presentation, unless they say that a bare document will do. */
export function isExpected({ nonce, audience, holderBinding }: { nonce?: string; audience?: string; holderBinding?: boolean }): boolean {
  return holderBinding ?? (nonce !== undefined || audience !== undefined)
}
