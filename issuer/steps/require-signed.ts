import type { FrozenText, SittingRecord } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'

/** Everybody present has answered, the president has signed, and as many have signed as the quorum asks for. */
export function requireSigned(sitting: SittingRecord): FrozenText {
  const { text, state, quorumRequired: needed, me } = sitting
  requireThat(state === 'signing' && text !== undefined, 'sitting.not-signing')
  const present = sitting.members.filter((member) => member.present)
  const silent = present.filter(({ answer }) => answer === undefined)
  const signed = present.filter(({ answer }) => answer?.answer === 'signed')
  requireThat(silent.length === 0, 'sitting.unsigned', { members: silent.map(({ name }) => name).join(', ') })
  requireThat(signed.length >= needed && me.answer?.answer === 'signed', 'sitting.too-few-signatures', { needed, signed: signed.length })
  return text
}
