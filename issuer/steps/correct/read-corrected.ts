import type { Outcome } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import type { StatusWord } from '../change-status.ts'

/** What a commission decided about the act that is to be corrected. */
export interface Corrected {
  readonly decisionId: string
  readonly outcome: Outcome
  readonly minutesNumber: string
  readonly satAt: Date
  readonly quorum: { readonly required: number; readonly present: number }
  readonly commissionId: string
  readonly rulePack: { readonly id: string; readonly version: string }
  /** For which the commission was appointed, and the Region by whose recognition. */
  readonly province: string
  readonly recogniserDid: string
  /** State of the act now. A Chamber's desk does not see the acts of a body: the database says only this word. */
  readonly word: StatusWord
}

/** The decision that an act of a body stands on, as its Chamber sees it; undefined when there is none. */
export async function readCorrected(attestationId: string, tx: Pick<Transaction, 'row'>): Promise<Corrected | undefined> {
  return tx.row<Corrected>(
    `SELECT d.id AS "decisionId", o.outcome, m.number AS "minutesNumber", m.sat_at AS "satAt",
       jsonb_build_object('required', m.quorum_required, 'present', m.quorum_present) AS quorum, c.id AS "commissionId",
       jsonb_build_object('id', k.rule_pack_id, 'version', k.rule_pack_version) AS "rulePack",
       c.province, g.did AS "recogniserDid", attesta_word_of(o.attestation_id) AS word
     FROM decision_outcome o JOIN decision d ON d.id = o.decision_id JOIN minutes m ON m.sitting_id = d.sitting_id
       JOIN commission c ON c.id = m.commission_id JOIN ivc_case k ON k.id = o.case_id
       JOIN recognition r ON r.id = c.recognition_id JOIN organisation g ON g.id = r.recogniser_id
     WHERE o.attestation_id = $1`,
    [attestationId],
  )
}
