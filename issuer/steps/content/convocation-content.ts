import type { Transaction } from '../../db/database.ts'
import { type CommissionPaper, commissionFacts } from './commission-facts.ts'
import { at, type Section } from './line.ts'

/** What one person is called to: when, where, before which commission, and what to bring. Who sits is not theirs to be told by letter. */
export async function convocationContent(paper: CommissionPaper, tx: Pick<Transaction, 'rows'>): Promise<Section[]> {
  const facts = await commissionFacts(paper, tx)
  if (facts === undefined) return []
  const { chamber, actNumber, appointedAt, plannedAt, place, candidates } = facts
  const body = candidates[0]?.body ?? ''
  return [
    {
      heading: ['Sei convocato all’esame', 'You are called to the exam'],
      lines: [
        at(plannedAt, { it: (when) => `Quando: ${when}`, en: (when) => `When: ${when}` }),
        [`Dove: ${place}`, `Where: ${place}`],
        at(appointedAt, {
          it: (when) => `Davanti alla commissione nominata da ${chamber} con atto ${actNumber}, ${when}.`,
          en: (when) => `Before the commission appointed by ${chamber} with act ${actNumber}, ${when}.`,
        }),
      ],
    },
    {
      heading: ['Che cosa fare', 'What to do'],
      lines: [
        ['Porta un documento di identità.', 'Bring an identity document.'],
        [`Se non puoi venire, avvisa ${body}.`, `If you cannot come, tell ${body}.`],
      ],
    },
  ]
}
