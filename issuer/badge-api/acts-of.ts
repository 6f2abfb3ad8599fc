import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { StatusWord } from '../../credential/status/index.ts'
import type { Database } from '../db/database.ts'

/** An act of a person, as they are told of it. */
export interface OwnAct {
  readonly id: string
  readonly number: string
  readonly title: LocalizedText
  readonly body: string
  readonly word: StatusWord
  /** When the state came about; null as long as it never changed. */
  readonly since: Date | null
  /** How many of them, with this one, its body seals as one record: by the same body, towards the same qualification, in force. */
  readonly stacked: number
}

/** Annulled and replaced acts are given to nobody any more, and still told of to their owner. */
export function isGiven({ word }: Pick<OwnAct, 'word'>): boolean {
  return word === 'valido' || word === 'sospeso'
}

/** The acts of a person, over all bodies of this issuer. */
export function actsOf({ taxCodeKey }: { taxCodeKey: string }, db: Database): Promise<OwnAct[]> {
  return db.rows<OwnAct>(
    `WITH mine AS (
       SELECT a.id, a.number, a.record -> 'title' AS title, g.name AS body, a.organisation_id, a.person_id, a.released_at,
         a.record #>> '{outcome,qualification,repertory,name}' AS repertory,
         coalesce(a.record #>> '{outcome,qualification,code}', a.record #>> '{outcome,qualification,name,it}') AS qualification,
         coalesce(c.word, 'valido') AS word, c.since
       FROM person p JOIN attestation a ON a.person_id = p.id JOIN organisation g ON g.id = a.organisation_id
         LEFT JOIN LATERAL (SELECT * FROM status_change s WHERE s.attestation_id = a.id ORDER BY s.seq DESC LIMIT 1) c ON true
       WHERE p.tax_code_key = $1)
     SELECT m.id, m.number, m.title, m.body, m.word, m.since, (SELECT count(*)::int FROM mine o WHERE m.word = 'valido' AND o.word = 'valido' AND
         (o.id = m.id OR (o.organisation_id = m.organisation_id AND o.person_id = m.person_id AND o.repertory = m.repertory
           AND o.qualification = m.qualification))) AS stacked
     FROM mine m ORDER BY m.released_at, m.id`,
    [taxCodeKey],
  )
}
