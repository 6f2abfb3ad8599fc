import type { Transaction } from '../../db/database.ts'
import type { CommissionFacts } from './commission-facts.ts'
import { at, cited, type Section } from './line.ts'
import { type AnswerRow, sayAnswer } from './say-answer.ts'

interface Withdrawn {
  id: string
  round: number
  digest: string
  withdrawn_at: Date
  reason: string
}

/** Texts of the minutes that were withdrawn, each with its reason and with what the members had answered: the oldest first. */
export async function withdrawnContent(
  { sittingId, members }: Pick<CommissionFacts, 'sittingId' | 'members'>,
  tx: Pick<Transaction, 'rows'>,
): Promise<Section[]> {
  const texts = await tx.rows<Withdrawn>(
    `SELECT t.id, t.round, t.digest, r.withdrawn_at, r.reason FROM minutes_text t JOIN minutes_rewrite r ON r.text_id = t.id
     WHERE t.sitting_id = $1 ORDER BY t.round`,
    [sittingId],
  )
  const answers = await tx.rows<AnswerRow & { readonly text_id: string }>(
    `SELECT text_id, expert_id, answer, note, answered_at FROM minutes_signature WHERE sitting_id = $1 ORDER BY answered_at`,
    [sittingId],
  )
  return texts.map(({ id, round, digest, withdrawn_at, reason }) => ({
    heading: [`Testo ${round}, ritirato`, `Text ${round}, withdrawn`],
    lines: [
      at(withdrawn_at, {
        it: (when) => `Ritirato: ${when}. Motivo: ${cited(reason)[0]}`,
        en: (when) => `Withdrawn: ${when}. Reason: ${cited(reason)[1]}`,
      }),
      ...answers.filter(({ text_id }) => text_id === id).map((answer) => sayAnswer(answer, members)),
      [`Impronta SHA-256 di quel testo: ${digest}`, `SHA-256 fingerprint of that text: ${digest}`],
    ],
  }))
}
