import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Database } from '../db/database.ts'

/** An act that a platform would be given, as the person is told of it. */
export interface GivenAct {
  readonly number: string
  readonly title: LocalizedText
  readonly body: string
}

/** The acts of a person, over all bodies of this issuer, that are not annulled or replaced. */
export function actsOf({ taxCodeKey }: { taxCodeKey: string }, db: Database): Promise<GivenAct[]> {
  return db.rows<GivenAct>(
    `SELECT a.number, a.record -> 'title' AS title, g.name AS body FROM person p JOIN attestation a ON a.person_id = p.id
       JOIN organisation g ON g.id = a.organisation_id
     WHERE p.tax_code_key = $1 AND coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido')
       NOT IN ('annullato', 'sostituito')
     ORDER BY a.released_at, a.id`,
    [taxCodeKey],
  )
}
