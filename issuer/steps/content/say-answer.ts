import type { CommissionFacts } from './commission-facts.ts'
import { at, cited, type Line } from './line.ts'

/** A member's act on a text of the minutes, as the database keeps it. */
export interface AnswerRow {
  readonly expert_id: string
  readonly answer: 'signed' | 'refused'
  readonly note: string | null
  readonly answered_at: Date
}

/** Who signed, perhaps with a remark, or refused and why. */
export function sayAnswer({ expert_id, answer, note, answered_at }: AnswerRow, members: CommissionFacts['members']): Line {
  const member = members.find(({ expertId }) => expertId === expert_id)
  const who = (language: 0 | 1) => (member === undefined ? '' : `${member.name} (${member.role[language]})`)
  const [noteIt, noteEn] = note === null ? ['', ''] : cited(note)
  if (answer === 'refused')
    return at(answered_at, {
      it: (when) => `Non firma ${who(0)}, ${when}. Motivo: ${noteIt}`,
      en: (when) => `${who(1)} does not sign, ${when}. Reason: ${noteEn}`,
    })
  return at(answered_at, {
    it: (when) => `Firma ${who(0)}, ${when}${note === null ? '.' : `, con questa osservazione: ${noteIt}`}`,
    en: (when) => `${who(1)} signs, ${when}${note === null ? '.' : `, with this remark: ${noteEn}`}`,
  })
}
