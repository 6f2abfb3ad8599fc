import type { Database } from '../db/database.ts'
import type { MailFacts, MailTopic } from './compose-mail.ts'

interface Row {
  to: string | null
  person: string
  title: string
  body: string
  chamber: string | null
  number: string | null
  word: string | null
  reason: string | null
  path: string
}

const CASE = `p.given_name || ' ' || p.family_name AS person, k.title->>'it' AS title, b.name AS body
  FROM ivc_case k JOIN person p ON p.id = k.person_id JOIN organisation b ON b.id = k.organisation_id`

/** What a letter says, looked up when it is sent: the outbox keeps ids only. */
const QUERIES: Readonly<Record<MailTopic, { readonly key: string; readonly sql: string }>> = {
  'commission.requested': {
    key: 'requestId',
    sql: `SELECT h.email AS to, h.name AS chamber, NULL AS number, NULL AS word, NULL AS reason, '/richieste/' || r.id AS path, ${CASE}
          JOIN commission_request r ON r.case_id = k.id JOIN organisation h ON h.id = r.chamber_id WHERE r.id = $1`,
  },
  'commission.appointed': {
    key: 'commissionId',
    sql: `SELECT b.email AS to, h.name AS chamber, NULL AS number, NULL AS word, NULL AS reason, '/pratiche/' || k.id AS path, ${CASE}
          JOIN commission_candidate d ON d.case_id = k.id JOIN organisation h ON h.id = d.organisation_id WHERE d.commission_id = $1`,
  },
  'minutes.closed': {
    key: 'decisionId',
    sql: `SELECT b.email AS to, NULL AS chamber, NULL AS number, NULL AS word, NULL AS reason, '/pratiche/' || k.id AS path, ${CASE}
          JOIN decision_outcome o ON o.case_id = k.id WHERE o.decision_id = $1`,
  },
  'attestation.released': {
    key: 'attestationId',
    sql: `SELECT p.email AS to, NULL AS chamber, a.number, NULL AS word, NULL AS reason, '' AS path, ${CASE}
          JOIN attestation a ON a.case_id = k.id WHERE a.id = $1`,
  },
  'status.changed': {
    key: 'attestationId',
    sql: `SELECT p.email AS to, NULL AS chamber, a.number, c.word, c.reason, '' AS path, ${CASE}
          JOIN attestation a ON a.case_id = k.id
          JOIN LATERAL (SELECT word, reason FROM status_change s WHERE s.attestation_id = a.id ORDER BY seq DESC LIMIT 1) c ON true
          WHERE a.id = $1`,
  },
}

/** One set of facts per letter: a decision about five candidates makes five. */
export async function readMailFacts(
  { topic, payload }: { topic: MailTopic; payload: Readonly<Record<string, string>> },
  { db, issuerUrl }: { db: Database; issuerUrl: string },
): Promise<MailFacts[]> {
  const { key, sql } = QUERIES[topic]
  const rows = await db.rows<Row>(sql, [payload[key] ?? null])
  return rows.map((row) => ({
    to: row.to ?? '',
    person: row.person,
    title: row.title,
    body: row.body,
    chamber: row.chamber ?? '',
    number: row.number ?? '',
    word: row.word ?? '',
    reason: row.reason ?? '',
    link: `${issuerUrl}${row.path}`,
  }))
}
