import type { LocalizedText, Outcome } from '../../credential/attestation/attestation.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { composeTitle } from '../steps/compose-title.ts'
import type { FieldProblem } from './compose-export.ts'
import type { ExportRecord } from './record.ts'

type Row = { [Name in Exclude<keyof ExportRecord, 'competences'>]: string | null } & {
  readonly applied: LocalizedText
  /** Of the act that stands; before there is one, what the commission decided. */
  readonly outcome: Outcome
}

export const MOST = 5000

/** What of the cases an actor may send: a body its own, the Region those of the bodies that it recognises; `$1` is the organisation. */
export function scopeOf({ role }: Actor): string {
  return role === 'region'
    ? 'EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = k.organisation_id AND r.recogniser_id = $1)'
    : 'k.organisation_id = $1'
}

/** The act of the case `k` that nothing replaces is suspended: until that is lifted it attests nothing. */
const SUSPENDED = `EXISTS (SELECT 1 FROM attestation u WHERE u.case_id = k.id AND u.kind = 'certificato'
       AND NOT EXISTS (SELECT 1 FROM attestation s WHERE s.replaces = u.id)
       AND (SELECT w.word FROM status_change w WHERE w.attestation_id = u.id ORDER BY w.seq DESC LIMIT 1) = 'sospeso')`

/** Cases whose commission decided for them in the period, with or without a number yet, by the day of the sitting. */
export async function readExportRecords(
  { actor, period }: { actor: Actor; period: { readonly from: string; readonly until: string } },
  db: Pick<Database, 'rows'>,
): Promise<ExportRecord[]> {
  const rows = await db.rows<Row>(
    `SELECT k.id AS "caseId", k.number AS "caseNumber", o.name AS body, o.slug AS "bodyCode", p.given_name AS "givenName",
       p.family_name AS "familyName", p.birth_date::text AS "birthDate", p.tax_code AS "taxCode", p.citizenship, k.province,
       k.profile AS "profileCode", t.record #>> '{title,it}' AS title, k.title AS applied,
       coalesce(t.record->'outcome', x.outcome) AS outcome, k.qualification->>'eqfLevel' AS eqf, k.learning_context AS context,
       (SELECT round(sum(h.minutes) / 60.0, 2)::text FROM case_hours h WHERE h.case_id = k.id) AS hours,
       (SELECT a.repertory_release FROM case_application a WHERE a.case_id = k.id) AS "repertoryRelease",
       h.name AS chamber, c.act_number AS "appointmentAct", m.number AS "minutesNumber",
       (m.sat_at AT TIME ZONE 'Europe/Rome')::date::text AS "satOn", k.state,
       coalesce(t.number, n.number) AS "registerNumber", (t.released_at AT TIME ZONE 'Europe/Rome')::date::text AS "releasedOn",
       q.number AS "replacedNumber"
     FROM ivc_case k JOIN organisation o ON o.id = k.organisation_id JOIN person p ON p.id = k.person_id
       JOIN decision_outcome x ON x.case_id = k.id AND x.certified AND x.corrects IS NULL JOIN decision d ON d.id = x.decision_id
       JOIN minutes m ON m.sitting_id = d.sitting_id JOIN commission c ON c.id = m.commission_id JOIN organisation h ON h.id = c.organisation_id
       LEFT JOIN register_number n ON n.case_id = k.id LEFT JOIN attestation t ON t.case_id = k.id AND t.kind = 'certificato'
         AND NOT EXISTS (SELECT 1 FROM attestation s WHERE s.replaces = t.id)
       LEFT JOIN attestation q ON q.id = t.replaces
     WHERE ${scopeOf(actor)} AND k.state IN ('verbale_firmato', 'da_registrare', 'rilasciato') AND NOT ${SUSPENDED}
       AND (m.sat_at AT TIME ZONE 'Europe/Rome')::date BETWEEN $2 AND $3
     ORDER BY m.sat_at, k.number LIMIT ${MOST + 1}`,
    [actor.organisation.id, period.from, period.until],
  )
  return rows.map(({ applied, outcome, title, ...row }) => {
    const texts = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? '']))
    const competences = outcome.competences.map(({ name }) => name.it).join(' | ')
    return { ...texts, title: title ?? composeTitle({ title: applied, outcome }).it, competences } as unknown as ExportRecord
  })
}

/** Cases decided in the period whose attestato was annulled since, or is suspended: no file says them, and whoever makes one is told which. */
export async function readNotInForce(
  { actor, period }: { actor: Actor; period: { readonly from: string; readonly until: string } },
  db: Pick<Database, 'rows'>,
): Promise<FieldProblem[]> {
  const rows = await db.rows<{ caseId: string; caseNumber: string; body: string; annulled: boolean }>(
    `SELECT k.id AS "caseId", k.number AS "caseNumber", o.name AS body, k.state = 'annullato' AS annulled FROM ivc_case k JOIN organisation o ON o.id = k.organisation_id
       JOIN decision_outcome x ON x.case_id = k.id AND x.certified AND x.corrects IS NULL JOIN decision d ON d.id = x.decision_id
       JOIN minutes m ON m.sitting_id = d.sitting_id
     WHERE ${scopeOf(actor)} AND (k.state = 'annullato' OR k.state = 'rilasciato' AND ${SUSPENDED})
       AND (m.sat_at AT TIME ZONE 'Europe/Rome')::date BETWEEN $2 AND $3
     ORDER BY m.sat_at, k.number LIMIT ${MOST}`,
    [actor.organisation.id, period.from, period.until],
  )
  return rows.map(({ annulled, ...row }) => ({ ...row, field: '', problem: annulled ? 'annulled' : 'suspended' }))
}
