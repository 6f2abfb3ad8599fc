import type { Outcome, OutcomeSalts } from '../../credential/attestation/attestation.ts'
import type { Transaction } from '../db/database.ts'
import type { DecisionRecord } from './compose-attestation.ts'
import { requireThat } from './require-that.ts'

interface Row {
  id: string
  certified: boolean
  outcome: Outcome | null
  salts: OutcomeSalts | null
  digest: string | null
  attestation_id: string | null
  sealed: string
  minutes_number: string
  sat_at: Date
  closed_at: Date
  closed_by: string
  commission_id: string
  act_number: string
  appointed_at: Date
  commission_sealed: string
  chamber_did: string
  chamber_name: string
  chamber_recognition: string
  chamber_renewal: string | null
  province: string
  recognised: boolean
}

/**
 * What the same Region recognised the Chamber by for this province when the decision was sealed; nothing where the recognition of the
 * appointment still stood.
 */
const RENEWAL = `SELECT x.id, x.sealed FROM recognition_scope s JOIN recognition x ON x.id = s.recognition_id
  WHERE s.organisation_id = c.organisation_id AND s.action = 'appoint' AND s.scope = c.province AND x.recogniser_id = r.recogniser_id
    AND s.valid_from <= d.closed_at AND d.closed_at < s.valid_until
    AND NOT EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = x.id AND w.ended_at <= d.closed_at)
    AND (r.valid_until <= d.closed_at
      OR EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = r.id AND w.ended_at <= d.closed_at))
  ORDER BY s.valid_from DESC LIMIT 1`

/** Was the Chamber recognised by that Region when they sat, and when the decision was sealed? The recognition of the appointment, or the renewal. */
const RECOGNISED = `(SELECT bool_and(EXISTS (SELECT 1 FROM recognition x WHERE (x.id = r.id OR x.id = n.id)
    AND x.valid_from <= t.at AND t.at < x.valid_until
    AND NOT EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = x.id AND w.ended_at <= t.at)))
  FROM (VALUES (m.sat_at), (d.closed_at)) t (at))`

/**
 * The decision about a case: undefined when there is none, `refused` when the commission certified nothing. Of several it is that of the
 * minutes, unless one that corrects it is asked for by its id.
 *
 * @throws AttestaError `sitting.decided-unrecognised` for one that every verifier would refuse (`check-chamber.ts`)
 */
export async function readDecision(
  caseId: string,
  tx: Pick<Transaction, 'rows'>,
  decisionId?: string,
): Promise<DecisionRecord | 'refused' | undefined> {
  const rows = await tx.rows<Row>(
    `SELECT d.id, o.certified, o.outcome, o.salts, o.digest, o.attestation_id, d.sealed, m.number AS minutes_number, m.sat_at, d.closed_at, d.closed_by,
            c.id AS commission_id, c.act_number, c.appointed_at, c.sealed AS commission_sealed,
            h.did AS chamber_did, h.name AS chamber_name, r.sealed AS chamber_recognition, n.sealed AS chamber_renewal,
            c.province, ${RECOGNISED} AS recognised
     FROM decision_outcome o JOIN decision d ON d.id = o.decision_id JOIN minutes m ON m.sitting_id = d.sitting_id
       JOIN commission c ON c.id = m.commission_id JOIN organisation h ON h.id = c.organisation_id
       JOIN recognition r ON r.id = c.recognition_id LEFT JOIN LATERAL (${RENEWAL}) n ON true
     WHERE o.case_id = $1 AND CASE WHEN $2::uuid IS NULL THEN o.corrects IS NULL ELSE o.decision_id = $2 END`,
    [caseId, decisionId ?? null],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  if (!row.certified || row.outcome === null || row.salts === null || row.digest === null || row.attestation_id === null) return 'refused'
  requireThat(row.recognised, 'sitting.decided-unrecognised', { province: row.province })
  return {
    id: row.id,
    outcome: row.outcome,
    salts: row.salts,
    digest: row.digest,
    attestationId: row.attestation_id,
    sealed: row.sealed,
    minutesNumber: row.minutes_number,
    satAt: row.sat_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    commission: { id: row.commission_id, actNumber: row.act_number, appointedAt: row.appointed_at, sealed: row.commission_sealed },
    chamber: {
      did: row.chamber_did,
      name: row.chamber_name,
      recognition: row.chamber_recognition,
      ...(row.chamber_renewal !== null && { renewal: row.chamber_renewal }),
    },
  }
}
