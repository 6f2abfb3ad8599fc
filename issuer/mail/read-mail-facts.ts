import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { KeyWrapping } from '../../keys/index.ts'
import { addressOf, linkPurpose } from '../citizen/secrets.ts'
import type { Database } from '../db/database.ts'
import { sayInRome } from '../rome-time.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { readingUntil } from '../steps/reading-until.ts'
import { RENEWED } from '../steps/renew-transparency.ts'
import { EXAM_QUERIES, JUDGED } from './exam-queries.ts'
import type { Judged, MailFacts, MailTopic } from './letter.ts'

/** What a query may give; a letter asks only for what it says. */
interface Row {
  to: string | null
  person: string
  title: LocalizedText | null
  body: string
  path: string
  chamber?: string
  number?: string
  kind?: string
  word?: string
  reason_class?: string
  reason?: string
  rule_pack?: { id: string; version: string }
  act_number?: string
  planned_at?: Date
  place?: string
  former_at?: Date | null
  former_place?: string | null
  held_at?: Date
  judged?: readonly Judged[] | null
  access?: { id: string; sealed: string } | null
}

const caseWith = (title: 'k.title' | "a.record->'title'") =>
  `p.given_name || ' ' || p.family_name AS person, ${title} AS title, b.name AS body
  FROM ivc_case k JOIN person p ON p.id = k.person_id JOIN organisation b ON b.id = k.organisation_id`
const CASE = caseWith('k.title')
const RELEASED = `${caseWith("a.record->'title'")} JOIN attestation a ON a.case_id = k.id`

const KINDS: Readonly<Record<string, LocalizedText>> = {
  trasparenza: { it: 'documento di trasparenza', en: 'transparency document' },
  validazione: { it: 'documento di validazione', en: 'validation document' },
  certificato: { it: 'attestato', en: 'certificate' },
}

/** What a letter says, looked up when it is sent: the outbox keeps ids, and of a plan what it was. */
const QUERIES: Readonly<Record<MailTopic, { readonly keys: readonly string[]; readonly sql: string }>> = {
  ...EXAM_QUERIES,
  'application.decided': {
    keys: ['caseId'],
    sql: `SELECT p.email AS to, CASE WHEN coalesce(x.admitted, false) AND k.state <> 'non_validata' THEN 'ammessa' ELSE 'respinta' END AS word,
            CASE WHEN k.state = 'non_validata' THEN '' ELSE x.reason END AS reason, '' AS path, ${CASE}
          JOIN case_application x ON x.case_id = k.id WHERE k.id = $1`,
  },
  // What was planned when it was written, not since; one of before that was kept tells the plan of today.
  'assessment.planned': {
    keys: ['caseId', 'interviewAt', 'formerAt', 'place'],
    sql: `SELECT p.email AS to, coalesce(w.at, x.interview_at) AS planned_at, w.former_at, CASE WHEN w.former_at <> coalesce(w.at, x.interview_at) THEN 'moved' ELSE '' END AS word,
            coalesce($4::text, x.place) AS place, '' AS path, ${CASE} JOIN case_plan x ON x.case_id = k.id
          CROSS JOIN LATERAL (SELECT $2::timestamptz AS at, CASE WHEN $2 IS NULL THEN x.former_at ELSE $3::timestamptz END AS former_at) w WHERE k.id = $1`,
  },
  'case.received': {
    keys: ['caseId'],
    sql: `SELECT b.email AS to, '/pratiche/' || k.id AS path, ${CASE} WHERE k.id = $1`,
  },
  'citizen.answered': {
    keys: ['requestId'],
    sql: `SELECT p.email AS to, x.state AS word, x.answer AS reason, '' AS path, ${CASE} JOIN citizen_request x ON x.case_id = k.id WHERE x.id = $1`,
  },
  'citizen.asked': {
    keys: ['requestId'],
    sql: `SELECT b.email AS to, '/pratiche/' || k.id || '#candidato' AS path, ${CASE} JOIN citizen_request x ON x.case_id = k.id WHERE x.id = $1`,
  },
  // A link that was taken back meanwhile is sent to nobody.
  'citizen.link': {
    keys: ['accessId'],
    sql: `SELECT p.email AS to, '' AS path, jsonb_build_object('id', x.id, 'sealed', encode(x.link_sealed, 'base64')) AS access, ${CASE}
          JOIN citizen_access x ON x.case_id = k.id WHERE x.id = $1 AND x.revoked_at IS NULL`,
  },
  'commission.requested': {
    keys: ['requestId'],
    sql: `SELECT h.email AS to, h.name AS chamber, '/richieste/' || r.id AS path, ${CASE}
          JOIN commission_request r ON r.case_id = k.id JOIN organisation h ON h.id = r.chamber_id WHERE r.id = $1`,
  },
  'candidate.left-out': { keys: ['caseId'], sql: `SELECT b.email AS to, '/pratiche/' || k.id AS path, ${CASE} WHERE k.id = $1` },
  'conflict.declared': {
    keys: ['sittingId', 'caseId'],
    sql: `SELECT h.email AS to, h.name AS chamber, c.act_number, s.planned_at, s.place, '/richieste/' || r.id AS path, ${CASE}
          JOIN commission_request r ON r.case_id = k.id JOIN sitting s ON s.id = $1 JOIN commission c ON c.id = s.commission_id
          JOIN organisation h ON h.id = s.organisation_id WHERE k.id = $2`,
  },
  'commission.appointed': {
    keys: ['commissionId'],
    sql: `SELECT b.email AS to, h.name AS chamber, '/pratiche/' || k.id AS path, ${CASE}
          JOIN commission_candidate d ON d.case_id = k.id JOIN organisation h ON h.id = d.organisation_id WHERE d.commission_id = $1`,
  },
  'commission.revoked': {
    keys: ['commissionId'],
    sql: `SELECT b.email AS to, h.name AS chamber, v.act_number, v.reason, '/pratiche/' || k.id AS path, ${CASE}
          JOIN commission_candidate d ON d.case_id = k.id JOIN organisation h ON h.id = d.organisation_id
          JOIN commission_revocation v ON v.commission_id = d.commission_id WHERE d.commission_id = $1`,
  },
  'member.revoked': {
    keys: ['commissionId', 'expertId'],
    sql: `SELECT x.email AS to, h.name AS chamber, v.act_number, s.planned_at, s.place, '' AS path, ${CASE}
          JOIN commission_candidate d ON d.case_id = k.id JOIN commission_revocation v ON v.commission_id = d.commission_id
          JOIN organisation h ON h.id = v.organisation_id JOIN sitting s ON s.commission_id = v.commission_id
          JOIN expert e ON e.organisation_id = h.id LEFT JOIN account x ON x.id = e.account_id
          WHERE v.commission_id = $1 AND e.id = $2 ORDER BY k.id LIMIT 1`,
  },
  // One who is late to be told of a sitting that is over has nothing left to declare.
  'member.appointed': {
    keys: ['sittingId', 'expertId'],
    sql: `SELECT x.email AS to, h.name AS chamber, c.act_number, s.planned_at, s.place, '/sedute/' || s.id AS path, ${CASE}
          JOIN commission_candidate d ON d.case_id = k.id JOIN commission c ON c.id = d.commission_id JOIN organisation h ON h.id = c.organisation_id
          JOIN sitting s ON s.commission_id = c.id JOIN expert e ON e.organisation_id = c.organisation_id LEFT JOIN account x ON x.id = e.account_id
          WHERE s.id = $1 AND e.id = $2 AND s.state <> 'closed'
            AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.id) ORDER BY k.id LIMIT 1`,
  },
  'minutes.closed': {
    keys: ['decisionId'],
    sql: `SELECT b.email AS to, '/pratiche/' || k.id AS path, ${CASE}
          JOIN decision_outcome o ON o.case_id = k.id WHERE o.decision_id = $1`,
  },
  'attestation.released': {
    keys: ['attestationId'],
    sql: `SELECT p.email AS to, a.number, a.kind, CASE WHEN a.kind = 'certificato' THEN ${JUDGED} END AS judged, '' AS path, ${RELEASED} WHERE a.id = $1`,
  },
  'attestation.replaced': {
    keys: ['attestationId'],
    sql: `SELECT p.email AS to, a.number, a.kind, q.number AS act_number, c.reason, CASE c.reason_class WHEN '${RENEWED}' THEN 'renewed' ELSE '' END AS word, '/il-mio-percorso' AS path,
            (SELECT jsonb_build_object('id', x.id, 'sealed', encode(x.link_sealed, 'base64')) FROM citizen_access x
             WHERE x.case_id = k.id AND x.revoked_at IS NULL AND x.expires_at > now() AND x.wrong_tries < 5) AS access, ${RELEASED}
          JOIN attestation q ON q.id = a.replaces JOIN status_change c ON c.attestation_id = q.id AND c.word = 'sostituito' WHERE a.id = $1`,
  },
  'correction.asked': {
    keys: ['correctionId'],
    sql: `SELECT h.email AS to, x.was->>'number' AS number, x.reason, '/rettifiche/' || x.id AS path, ${CASE}
          JOIN correction x ON x.case_id = k.id JOIN organisation h ON h.id = x.chamber_id WHERE x.id = $1`,
  },
  'correction.answered': {
    keys: ['correctionId'],
    sql: `SELECT b.email AS to, h.name AS chamber, x.was->>'number' AS number, x.answer AS word, x.answer_reason AS reason,
            '/attestati/' || x.attestation_id AS path, ${CASE}
          JOIN correction x ON x.case_id = k.id JOIN organisation h ON h.id = x.chamber_id WHERE x.id = $1`,
  },
  'correction.ordered': {
    keys: ['attestationId'],
    sql: `SELECT b.email AS to, g.name AS chamber, a.number, a.kind, x.act_number, x.reason, '/attestati/' || a.id AS path, ${RELEASED}
          JOIN correction_order x ON x.attestation_id = a.id JOIN organisation g ON g.id = x.ordered_for WHERE a.id = $1`,
  },
  // Each letter tells its own change, however late it is sent; one that was waiting before they were told apart tells the newest.
  'status.changed': {
    keys: ['attestationId', 'seq'],
    sql: `SELECT p.email AS to, a.number, a.kind, c.word, c.reason_class, c.reason, a.record->'rulePack' AS rule_pack, '' AS path, ${RELEASED}
          JOIN LATERAL (SELECT word, reason_class, reason FROM status_change s WHERE s.attestation_id = a.id AND seq = coalesce($2::integer, seq)
                        ORDER BY seq DESC LIMIT 1) c ON true
          WHERE a.id = $1`,
  },
}

/** One set of facts per letter: a decision about five candidates makes five. */
export async function readMailFacts(
  { topic, payload }: { topic: MailTopic; payload: Readonly<Record<string, string>> },
  { db, issuerUrl, wrapping }: { db: Pick<Database, 'rows'>; issuerUrl: string; wrapping: KeyWrapping },
): Promise<MailFacts[]> {
  const { keys, sql } = QUERIES[topic]
  const rows = await db.rows<Row>(
    sql,
    keys.map((key) => payload[key] ?? null),
  )
  return rows.map((row) => ({
    to: row.to ?? '',
    person: row.person,
    title: row.title ?? NOTHING,
    body: row.body,
    chamber: row.chamber ?? '',
    number: row.number ?? '',
    kind: KINDS[row.kind ?? 'certificato'] ?? NOTHING,
    word: row.word ?? '',
    reason: reasonWords(row),
    explanation: row.reason ?? '',
    actNumber: row.act_number ?? '',
    when: row.planned_at === undefined ? NOTHING : whenWords(row.planned_at),
    place: row.place ?? '',
    former: row.former_at ? whenWords(row.former_at) : NOTHING,
    formerPlace: row.former_place ?? '',
    until: untilWords(row),
    judged: row.judged ?? [],
    link: row.access ? accessAddress(row.access, { issuerUrl, wrapping }) : `${issuerUrl}${row.path}`,
  }))
}

function accessAddress(
  { id, sealed }: { id: string; sealed: string },
  { issuerUrl, wrapping }: { issuerUrl: string; wrapping: KeyWrapping },
) {
  return addressOf({ issuerUrl, link: wrapping.unwrap(linkPurpose(id), Buffer.from(sealed, 'base64')).toString() })
}

const NOTHING: LocalizedText = { it: '' }

function whenWords(at: Date): LocalizedText {
  return { it: sayInRome({ at, language: 'it' }), en: sayInRome({ at, language: 'en' }) }
}

/** Until when a member reads the dossiers, by the rules under which the commission was appointed. */
function untilWords({ held_at: at, rule_pack: rulePack }: Row): LocalizedText {
  if (at === undefined || rulePack === undefined) return NOTHING
  return whenWords(readingUntil({ openedAt: undefined, plannedAt: at }, rulePackOf(rulePack)))
}

/** The class of the reason in the words of the rules under which the act was made: the words that the officer chose from. */
function reasonWords({ reason_class: reasonClass, rule_pack: rulePack }: Row): LocalizedText {
  if (reasonClass === undefined || rulePack === undefined) return NOTHING
  const known = rulePackOf(rulePack).reasons.find(({ id }) => id === reasonClass)
  return known === undefined ? { it: reasonClass } : { it: known.it, en: known.en }
}
