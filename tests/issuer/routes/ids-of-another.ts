import type { Pool } from 'pg'

/**
 * For each kind of id that a route takes, a row of an organisation (or of people of its own): the query says which. A parameter is known
 * by the word before it in the address (`cases/{id}`), by its own name (`{documentId}`), or by the name of the field of a body or query.
 * A route with a kind that stands nowhere here stops the test.
 */
export const KIND_OF: Readonly<Record<string, keyof typeof ROWS>> = {
  // the word before `{id}` in an address
  cases: 'case',
  attestations: 'attestation',
  register: 'attestation',
  'commission-requests': 'request',
  appointments: 'commission',
  sittings: 'sitting',
  experts: 'expert',
  exports: 'export',
  'audit-files': 'auditFile',
  mandates: 'mandate',
  organisations: 'organisation',
  organisation: 'organisation',
  grants: 'grant',
  releases: 'release',
  volunteers: 'volunteer',
  'volunteer-imports': 'imported',
  corrections: 'correction',
  // names of parameters and fields
  caseId: 'case',
  documentId: 'document',
  evidenceId: 'evidence',
  uploadId: 'upload',
  requestId: 'citizenRequest',
  requestIds: 'request',
  later: 'request',
  decisionId: 'decision',
  textId: 'text',
  sittingId: 'sitting',
  expertId: 'expert',
  memberIds: 'expert',
  competenceId: 'competence',
  experienceId: 'experience',
  letterId: 'letter',
  absenceId: 'absence',
  tieId: 'tie',
  statementId: 'statement',
  entryId: 'hours',
  recognitionId: 'recognition',
  accountId: 'account',
  bodyId: 'organisation',
  chamberId: 'chamber',
  employerId: 'organisation',
  mandataryId: 'organisation',
}

/** Parameters that name no row: forms of a document, targets of an export, versions of a rule pack. */
export const NO_ROW: Readonly<Record<string, string>> = {
  form: 'open-badge',
  target: 'bes',
  version: '1',
  'rule-packs': 'lombardia-demo-2024',
}

/** `body()`, `chamber()`, `region()`, `somebody()`: whose ids are tried, and an account that did it. */
export const ROWS = {
  case: `SELECT k.id FROM ivc_case k JOIN attestation a ON a.case_id = k.id AND a.kind = 'certificato' WHERE k.organisation_id = body() LIMIT 1`,
  attestation: `SELECT id FROM attestation WHERE organisation_id = body() AND kind = 'certificato' LIMIT 1`,
  request: 'SELECT id FROM commission_request WHERE organisation_id = body() LIMIT 1',
  commission: 'SELECT commission_id AS id FROM commission_candidate WHERE body_id = body() LIMIT 1',
  sitting: 'SELECT s.id FROM sitting s JOIN commission_candidate c ON c.commission_id = s.commission_id WHERE c.body_id = body() LIMIT 1',
  decision: 'SELECT id FROM decision WHERE body_id = body() LIMIT 1',
  text: 'SELECT t.id FROM minutes_text t WHERE t.organisation_id = chamber() LIMIT 1',
  document: `SELECT id FROM case_document WHERE organisation_id = body() AND class = 'verbale' LIMIT 1`,
  evidence: 'SELECT id FROM case_evidence WHERE organisation_id = body() LIMIT 1',
  upload: 'SELECT id FROM citizen_upload WHERE organisation_id = body() LIMIT 1',
  citizenRequest: 'SELECT id FROM citizen_request WHERE organisation_id = body() LIMIT 1',
  letter: 'SELECT id::text FROM outbox WHERE organisation_id = body() LIMIT 1',
  competence: 'SELECT id FROM case_competence WHERE organisation_id = body() LIMIT 1',
  experience: 'SELECT id FROM case_experience WHERE organisation_id = body() LIMIT 1',
  expert: 'SELECT id FROM expert WHERE organisation_id = chamber() LIMIT 1',
  absence: 'SELECT id FROM expert_absence WHERE organisation_id = chamber() LIMIT 1',
  tie: 'SELECT id FROM expert_tie WHERE organisation_id = chamber() LIMIT 1',
  export: 'SELECT id FROM export_run WHERE organisation_id = region() LIMIT 1',
  auditFile: 'SELECT id FROM audit_file WHERE organisation_id = body() LIMIT 1',
  mandate: 'SELECT id FROM edc_mandate WHERE mandatary_id = chamber() OR organisation_id = body() LIMIT 1',
  organisation: 'SELECT body() AS id',
  chamber: 'SELECT chamber() AS id',
  grant: 'SELECT id FROM membership_grant WHERE organisation_id = body() LIMIT 1',
  release: 'SELECT id FROM repertory_release WHERE organisation_id = region() AND decision IS NULL LIMIT 1',
  correction: 'SELECT id FROM correction WHERE organisation_id = body() LIMIT 1',
  volunteer: 'SELECT id FROM volunteer LIMIT 1',
  imported: 'SELECT id FROM volunteer_import LIMIT 1',
  hours: 'SELECT id FROM volunteer_hours LIMIT 1',
  statement: 'SELECT id FROM volunteer_statement LIMIT 1',
  recognition: 'SELECT id FROM recognition WHERE organisation_id = body() LIMIT 1',
  account: `SELECT m.account_id AS id FROM membership m WHERE m.organisation_id = body() LIMIT 1`,
} as const

/** What the demo has none of, put there as it would stand after somebody's work. */
const ALSO = [
  `INSERT INTO citizen_upload (id, organisation_id, case_id, send_key, class, title, media_type, size, sha256, arrived_at, state)
   SELECT gen_random_uuid(), organisation_id, id, gen_random_uuid()::text, 'altro', 'Foto', 'image/png', 1, sha256('x'), now(), 'arrived'
   FROM ivc_case WHERE organisation_id = body() LIMIT 1`,
  `INSERT INTO citizen_request (id, organisation_id, case_id, kind, asked, asked_at, due_on)
   SELECT gen_random_uuid(), organisation_id, id, 'accesso', 'Vorrei vedere.', now(), current_date FROM ivc_case WHERE organisation_id = body() LIMIT 1`,
  `INSERT INTO expert_absence (organisation_id, expert_id, from_day, until_day)
   SELECT organisation_id, id, current_date, current_date FROM expert WHERE organisation_id = chamber() LIMIT 1`,
  `INSERT INTO expert_tie (organisation_id, expert_id, relation, body_id, recorded_at, recorded_by)
   SELECT organisation_id, id, 'ente', body(), now(), somebody() FROM expert WHERE organisation_id = chamber() LIMIT 1`,
  `INSERT INTO export_run (organisation_id, target, format, from_day, until_day, made_at, made_by, sha256, problems)
   VALUES (region(), 'bes', 'csv', current_date, current_date, now(), somebody(), sha256('x'), '[]')`,
  `INSERT INTO audit_file (organisation_id, case_id, asked_for, asked_by, asked_at, with_evidence, reason)
   SELECT organisation_id, id, organisation_id, somebody(), now(), false, 'Controllo.' FROM ivc_case WHERE organisation_id = body() LIMIT 1`,
  `INSERT INTO edc_mandate (id, organisation_id, mandatary_id, kinds, statement, act_number, act_date, valid_from, valid_until, sealed, created_at)
   VALUES (gen_random_uuid(), body(), chamber(), '{certificato}', 'x', 'A/1', current_date, now(), now() + interval '1 day', 'x', now())`,
  `INSERT INTO membership_grant (organisation_id, account_id, role, tasks, valid_from, valid_until, reason, proposed_by, proposed_at)
   SELECT body(), a.id, 'officer', '{reception}', now(), now() + interval '1 day', 'Sportello.', somebody(), now() FROM account a WHERE a.subject = 'expert-2'`,
  `INSERT INTO repertory_release (organisation_id, name, kind, counts, content, sha256, valid_from, uploaded_by, uploaded_at)
   VALUES (region(), 'prova', 'qrsp', '{}', '{}', sha256('x'), current_date, somebody(), now())`,
  `INSERT INTO correction (organisation_id, chamber_id, case_id, attestation_id, was, corrected, reason_class, reason, asked_at, asked_by)
   SELECT organisation_id, chamber(), case_id, id, '{}', '{}', 'x', 'Un nome sbagliato.', now(), somebody() FROM attestation
   WHERE organisation_id = body() AND kind = 'certificato' LIMIT 1`,
  `INSERT INTO volunteer_import (organisation_id, sha256, made_at, made_by)
   SELECT organisation_id, sha256('x'), now(), somebody() FROM volunteer LIMIT 1`,
  `INSERT INTO volunteer_statement (organisation_id, volunteer_id, number, asked_on, content, made_at, made_by)
   SELECT organisation_id, id, 'D/1', current_date, '{}', now(), somebody() FROM volunteer LIMIT 1`,
  `INSERT INTO case_experience (organisation_id, case_id, position, context, title, told, activities)
   SELECT organisation_id, id, 90, 'lavoro', 'Altro', '', '[]' FROM ivc_case WHERE organisation_id = body() LIMIT 1`,
  `INSERT INTO case_evidence (organisation_id, case_id, class, title, media_type, size, sha256, from_person, added_at)
   SELECT organisation_id, id, 'altro', 'Foto', 'image/png', 1, sha256('x'), false, now() FROM ivc_case WHERE organisation_id = body() LIMIT 1`,
]

/** One id of each kind; a kind of which there is none stops the test, since nothing would be tried with it. */
export async function idsOf({ pool, body, chamber, region }: { pool: Pool; body: string; chamber: string; region: string }) {
  const slugs: Readonly<Record<string, string>> = { body, chamber, region }
  const said = (query: string) =>
    query
      .replace(/\b(body|chamber|region)\(\)/g, (_, name: string) => `(SELECT id FROM organisation WHERE slug = '${slugs[name]}')`)
      .replaceAll('somebody()', `(SELECT id FROM account WHERE subject = 'officer-orobie')`)
  for (const insert of ALSO) await pool.query(said(insert))
  const ids = new Map<string, string>()
  for (const [kind, query] of Object.entries(ROWS)) {
    const { rows } = await pool.query<{ id: string }>(said(query))
    if (rows[0] === undefined) throw new Error(`there is no ${kind} of ${body}, ${chamber} or ${region} to try with`)
    ids.set(kind, rows[0].id)
  }
  return ids
}
