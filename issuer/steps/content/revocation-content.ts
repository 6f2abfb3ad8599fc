import type { Transaction } from '../../db/database.ts'
import { whom } from './appointment-content.ts'
import { type CommissionPaper, commissionFacts } from './commission-facts.ts'
import { at, cited, type Line, type Section } from './line.ts'

interface Row {
  act_number: string
  reason: string
  revoked_at: Date
  replaced_by: string | null
}

/** The act by which an appointment ended: which, why, and whether the same act makes another. */
export async function revocationContent(paper: CommissionPaper, tx: Pick<Transaction, 'rows'>): Promise<Section[]> {
  const facts = await commissionFacts(paper, tx)
  const [revoked] = await tx.rows<Row>(
    `SELECT v.act_number, v.reason, v.revoked_at, n.act_number AS replaced_by FROM commission_revocation v
     LEFT JOIN commission n ON n.id = v.replaced_by WHERE v.commission_id = $1`,
    [paper.commissionId],
  )
  if (facts === undefined || revoked === undefined) return []
  const { chamber, name, actNumber, appointedAt, plannedAt, place } = facts
  const next: Line =
    revoked.replaced_by === null
      ? ['Chi doveva essere esaminato aspetta una nuova commissione.', 'Whoever was to be examined waits for a new commission.']
      : [
          `Lo stesso atto nomina la commissione che ne prende il posto: atto ${revoked.replaced_by}.`,
          `The same act appoints the commission that takes its place: act ${revoked.replaced_by}.`,
        ]
  return [
    {
      heading: ['Che cosa decide', 'What it decides'],
      lines: [
        [
          `Con questo atto ${chamber} revoca la nomina della commissione: ${name}.`,
          `By this act ${chamber} revokes the commission: ${name}.`,
        ],
        at(appointedAt, {
          it: (when) => `La commissione era nominata con atto ${actNumber}, ${when}.`,
          en: (when) => `The commission was appointed by act ${actNumber}, ${when}.`,
        }),
        at(plannedAt, {
          it: (when) => `La seduta prevista non si tiene: ${when}, ${place}.`,
          en: (when) => `The planned sitting is not held: ${when}, ${place}.`,
        }),
        next,
      ],
    },
    { heading: ['Motivo', 'Reason'], lines: [cited(revoked.reason)] },
    whom(facts),
  ]
}
