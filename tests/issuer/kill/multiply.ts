import { randomUUID } from 'node:crypto'
import type { LocalizedText, Outcome, OutcomeSalts } from '../../../credential/attestation/attestation.ts'
import { outcomeDigest, outcomeDisclosures } from '../../../credential/attestation/index.ts'
import type { House } from '../house.ts'

interface Decided {
  readonly organisation_id: string
  readonly slug: string
  readonly decision_id: string
  readonly outcome: Outcome
  readonly salts: OutcomeSalts
  readonly title: LocalizedText
  readonly list_id: string
  readonly number: number
  readonly last: number
}

/** Many people at the same point: copies of one decided case, each with a person and a status place of its own. */
export async function multiply({ world }: House, { caseId, copies }: { caseId: string; copies: number }): Promise<void> {
  const { db, issuerUrl } = world
  const cases = await db.rows<{ id: string }>(
    `WITH t AS (SELECT * FROM ivc_case WHERE id = $1), p AS (
       INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code)
       SELECT organisation_id, 'Copia', 'Dimostrativa', '1990-01-01', lpad(n::text, 11, '0') FROM t, generate_series(1, $2) n RETURNING id, organisation_id), k AS (
     INSERT INTO ivc_case (organisation_id, number, person_id, kind, profile, title, qualification, learning, assessment, sector, province, state, rule_pack_id, rule_pack_version)
     SELECT p.organisation_id, 'COPIA-' || p.id, p.id, t.kind, t.profile, t.title, t.qualification, t.learning, t.assessment, t.sector, t.province, t.state, t.rule_pack_id, t.rule_pack_version
     FROM t, p RETURNING id, organisation_id), h AS (
       INSERT INTO case_transition (organisation_id, case_id, state, at, by, act, rule_pack_id, rule_pack_version)
       SELECT k.organisation_id, k.id, c.state, c.at, c.by, c.act, c.rule_pack_id, c.rule_pack_version
       FROM k, case_transition c WHERE c.case_id = $1 ORDER BY k.id, c.id)
     SELECT id FROM k`,
    [caseId, copies],
  )
  await db.rows(
    `INSERT INTO register_number (case_id, organisation_id, titular_id, number, given_at, given_by)
     SELECT k.id, r.organisation_id, r.titular_id, 'LOM-2026-' || 500000 + k.n, r.given_at, r.given_by
     FROM unnest($2::uuid[]) WITH ORDINALITY AS k (id, n), register_number r WHERE r.case_id = $1`,
    [caseId, cases.map(({ id }) => id)],
  )
  const [decided] = await db.rows<Decided>(
    `SELECT o.organisation_id, b.slug, o.decision_id, o.outcome, o.salts, k.title, l.id AS list_id, l.number,
       (SELECT max(idx) FROM status_index WHERE list_id = l.id) AS last
     FROM decision_outcome o JOIN ivc_case k ON k.id = o.case_id JOIN organisation b ON b.id = o.organisation_id
       JOIN status_index i ON i.attestation_id = o.attestation_id JOIN status_list l ON l.id = i.list_id
     WHERE o.case_id = $1`,
    [caseId],
  )
  if (decided === undefined) throw new Error('the case to copy is not decided')
  const { outcome, salts, title } = decided
  const digests = outcomeDisclosures(outcome, salts).map(({ disclosure }) => disclosure.digest)
  const folder = `${issuerUrl}/status/${decided.slug}/${decided.number}/`
  const rows = cases.map(({ id }, n) => {
    const index = (decided.last + 1 + n) % 131_072
    return {
      id,
      attestationId: randomUUID(),
      index,
      digest: outcomeDigest({ kind: 'certificato', title, digests, status: { folder, index } }),
    }
  })
  await db.rows(
    `INSERT INTO status_index (list_id, idx, organisation_id, size, attestation_id)
     SELECT $1, r.idx, $2, 131072, r.id FROM unnest($3::int[], $4::uuid[]) AS r (idx, id)`,
    [decided.list_id, decided.organisation_id, rows.map(({ index }) => index), rows.map(({ attestationId }) => attestationId)],
  )
  await db.rows(
    `INSERT INTO decision_outcome (case_id, organisation_id, decision_id, certified, outcome, salts, digest, attestation_id)
     SELECT r.case_id, $1, $2, true, $3, $4, r.digest, r.id FROM unnest($5::uuid[], $6::text[], $7::uuid[]) AS r (case_id, digest, id)`,
    [
      decided.organisation_id,
      decided.decision_id,
      outcome,
      salts,
      rows.map(({ id }) => id),
      rows.map(({ digest }) => digest),
      rows.map(({ attestationId }) => attestationId),
    ],
  )
}
