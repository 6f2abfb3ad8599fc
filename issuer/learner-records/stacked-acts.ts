import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { Database } from '../db/database.ts'

export interface StackedAct {
  readonly id: string
  readonly record: Attestation
}

/** As many as a verifier looks at inside one document, and some room for their endorsements. */
const MOST = 30

/**
 * The acts that stack up with one: of the same person, by the same body, towards the same qualification of a repertory, in force. Another
 * body's acts are not this body's to hand out.
 */
export function stackedActs({ attestationId }: { attestationId: string }, db: Database): Promise<StackedAct[]> {
  return db.rows<StackedAct>(
    `WITH named AS (
       SELECT id, organisation_id, person_id, released_at, record, record #>> '{outcome,qualification,repertory,name}' AS repertory,
         coalesce(record #>> '{outcome,qualification,code}', record #>> '{outcome,qualification,name,it}') AS qualification FROM attestation)
     SELECT a.id, a.record FROM named this JOIN named a ON a.organisation_id = this.organisation_id AND a.person_id = this.person_id
     WHERE this.id = $1 AND (a.id = this.id OR (a.qualification = this.qualification AND a.repertory = this.repertory))
       AND coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') = 'valido'
     ORDER BY a.released_at, a.id LIMIT ${MOST}`,
    [attestationId],
  )
}
