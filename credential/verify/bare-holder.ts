import { failed, notChecked, type Step } from '../chain/index.ts'
import type { Expectation } from './check.ts'

/** Whoever names a nonce or an audience asked for a presentation, unless they say that a bare document will do. */
export function isExpected({ nonce, audience, holderBinding }: { nonce?: string; audience?: string; holderBinding?: boolean }): boolean {
  return holderBinding ?? (nonce !== undefined || audience !== undefined)
}

/** A document without a signature of its holder proves nobody; but who knows something of them can compare it (`compareRecipient`). */
export function bareHolder(expect: Expectation): Step {
  return isExpected(expect) ? failed('holder.bare-document') : notChecked('holder.not-asked')
}
