import type { House } from '../house.ts'

/** Many people at the same point: copies of one decided case, each with a person of its own. */
export async function multiply({ world }: House, { caseId, copies }: { caseId: string; copies: number }): Promise<void> {
  await world.db.rows(
    `WITH t AS (SELECT * FROM ivc_case WHERE id = $1), p AS (
       INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code)
       SELECT organisation_id, 'Copia', 'Dimostrativa', '1990-01-01', lpad(n::text, 11, '0') FROM t, generate_series(1, $2) n RETURNING id, organisation_id)
     INSERT INTO ivc_case (organisation_id, number, person_id, kind, profile, title, qualification, learning, assessment, sector, province, state, rule_pack_id, rule_pack_version)
     SELECT p.organisation_id, 'COPIA-' || p.id, p.id, t.kind, t.profile, t.title, t.qualification, t.learning, t.assessment, t.sector, t.province, t.state, t.rule_pack_id, t.rule_pack_version
     FROM t, p`,
    [caseId, copies],
  )
  await world.db.rows(
    `INSERT INTO decision_outcome (case_id, organisation_id, decision_id, certified, outcome, salts, digest)
     SELECT k.id, o.organisation_id, o.decision_id, true, o.outcome, o.salts, o.digest
     FROM ivc_case k, decision_outcome o WHERE o.case_id = $1 AND k.number LIKE 'COPIA-%'`,
    [caseId],
  )
}
