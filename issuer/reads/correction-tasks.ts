import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'

interface Row {
  readonly id: string
  readonly number: string
  readonly person: string
  readonly title: LocalizedText
  readonly verb: keyof typeof TITLES
}

const TITLES = {
  correct: (person: string) => `Rettifica l'atto di ${person}: lo ordina la Regione`,
  'release-correction': (person: string) => `Rilascia l'attestato rettificato di ${person}`,
  'answer-correction': (person: string) => `Rispondi alla richiesta di rettifica per ${person}`,
} as const

const STANDS = `coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') IN ('valido', 'sospeso')`
const OF_ACT = `a.id, a.number, a.record->'title' AS title,
  (a.record #>> '{outcome,person,givenName}') || ' ' || (a.record #>> '{outcome,person,familyName}') AS person`

/** Of a body: what the Region orders, and what the Chamber has sealed and waits for the release. Of a Chamber: what it is asked. */
export async function correctionTasks({ actor, db }: { actor: Actor; db: Pick<Database, 'rows'> }) {
  const rows =
    actor.role === 'chamber'
      ? await db.rows<Row>(
          `SELECT x.id, x.was->>'number' AS number, x.was->'title' AS title, 'answer-correction' AS verb,
             (x.was #>> '{person,givenName}') || ' ' || (x.was #>> '{person,familyName}') AS person
           FROM correction x WHERE x.chamber_id = $1 AND x.answer IS NULL ORDER BY x.asked_at, x.id LIMIT 200`,
          [actor.organisation.id],
        )
      : await db.rows<Row>(
          `SELECT ${OF_ACT}, 'release-correction' AS verb, x.answered_at AS since FROM attestation a
             JOIN correction x ON x.attestation_id = a.id AND x.answer = 'sealed'
           WHERE a.organisation_id = $1 AND ${STANDS}
           UNION ALL SELECT ${OF_ACT}, 'correct' AS verb, o.ordered_at AS since FROM attestation a JOIN correction_order o ON o.attestation_id = a.id
           WHERE a.organisation_id = $1 AND ${STANDS}
             AND NOT EXISTS (SELECT 1 FROM correction x WHERE x.attestation_id = a.id AND x.answer IS DISTINCT FROM 'refused')
           ORDER BY since LIMIT 200`,
          [actor.organisation.id],
        )
  return rows.map(({ id, number, person, title, verb }) => ({
    id: `${verb}-${id}`,
    verb,
    person,
    title: TITLES[verb](person),
    detail: `${title.it} · ${number}`,
    subject: { titleByLanguage: title, beside: number },
    href: verb === 'answer-correction' ? `/rettifiche/${id}` : `/attestati/${id}`,
  }))
}
