import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Database } from '../db/database.ts'

/** An act that a platform would be given, as the person is told of it. */
export interface GivenAct {
  readonly id: string
  readonly number: string
  readonly title: LocalizedText
  readonly body: string
  /** How many of them, with this one, its body seals as one record: by the same body, towards the same qualification, in force. */
  readonly stacked: number
}

/** The acts of a person, over all bodies of this issuer, that are not annulled or replaced. */
export function actsOf({ taxCodeKey }: { taxCodeKey: string }, db: Database): Promise<GivenAct[]> {
  return db.rows<GivenAct>(
    `WITH mine AS (
       SELECT a.id, a.number, a.record -> 'title' AS title, g.name AS body, a.organisation_id, a.person_id, a.released_at,
         a.record #>> '{outcome,qualification,repertory,name}' AS repertory,
         coalesce(a.record #>> '{outcome,qualification,code}', a.record #>> '{outcome,qualification,name,it}') AS qualification,
         coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word
       FROM person p JOIN attestation a ON a.person_id = p.id JOIN organisation g ON g.id = a.organisation_id WHERE p.tax_code_key = $1)
     SELECT m.id, m.number, m.title, m.body, (SELECT count(*)::int FROM mine o WHERE m.word = 'valido' AND o.word = 'valido' AND
         (o.id = m.id OR (o.organisation_id = m.organisation_id AND o.person_id = m.person_id AND o.repertory = m.repertory
           AND o.qualification = m.qualification))) AS stacked
     FROM mine m WHERE m.word NOT IN ('annullato', 'sostituito') ORDER BY m.released_at, m.id`,
    [taxCodeKey],
  )
}
