import type { ExamTopic } from './letter.ts'

const PERSON = `p.given_name || ' ' || p.family_name AS person, k.title, b.name AS body, '' AS path
  FROM ivc_case k JOIN person p ON p.id = k.person_id JOIN organisation b ON b.id = k.organisation_id`
/** To a member: nobody's name and no body's. */
const MEMBER = `x.email AS to, '' AS person, NULL AS title, '' AS body, h.name AS chamber, c.act_number, s.planned_at, s.place, '/sedute/' || s.id AS path
  FROM sitting s JOIN commission c ON c.id = s.commission_id JOIN organisation h ON h.id = c.organisation_id
    JOIN commission_member m ON m.commission_id = c.id JOIN expert e ON e.id = m.expert_id LEFT JOIN account x ON x.id = e.account_id`
const STANDS = 'NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.id)'

/** What the commission that decided judged about each competence. */
export const JUDGED = `(SELECT jsonb_agg(jsonb_build_object('name', c.competence->'name', 'certified', j.outcome = 'certificata', 'reason', j.reason) ORDER BY c.position)
  FROM decision_outcome o JOIN decision d ON d.id = o.decision_id JOIN judgement j ON j.sitting_id = d.sitting_id AND j.case_id = o.case_id
    JOIN case_competence c ON c.id = j.competence_id WHERE o.case_id = k.id AND o.corrects IS NULL)`

/** What the letters about an exam say, looked up when they are sent; one whose time has passed goes to nobody. */
export const EXAM_QUERIES: Readonly<Record<ExamTopic, { readonly keys: readonly string[]; readonly sql: string }>> = {
  'exam.convened': {
    keys: ['caseId', 'sittingId'],
    sql: `SELECT p.email AS to, s.planned_at, s.place, f.planned_at AS former_at, f.place AS former_place,
            CASE WHEN f.planned_at IS NULL THEN 'new' WHEN f.planned_at = s.planned_at AND f.place = s.place THEN 'same' ELSE 'moved' END AS word,
            ${PERSON}
          JOIN sitting s ON s.id = $2 JOIN commission c ON c.id = s.commission_id
          LEFT JOIN LATERAL (SELECT o.planned_at, o.place FROM commission_revocation v JOIN sitting o ON o.commission_id = v.commission_id
                             WHERE v.replaced_by = c.id LIMIT 1) f ON true
          WHERE k.id = $1 AND s.state = 'convened' AND ${STANDS}`,
  },
  'exam.called-off': {
    keys: ['caseId', 'commissionId'],
    sql: `SELECT p.email AS to, s.planned_at, s.place, ${PERSON} JOIN sitting s ON s.commission_id = $2 WHERE k.id = $1`,
  },
  'exam.refused': { keys: ['caseId'], sql: `SELECT p.email AS to, ${JUDGED} AS judged, ${PERSON} WHERE k.id = $1` },
  'signature.wanted': {
    keys: ['textId', 'expertId'],
    sql: `SELECT ${MEMBER} JOIN minutes_text t ON t.sitting_id = s.id
          WHERE t.id = $1 AND e.id = $2 AND s.state = 'signing' AND NOT EXISTS (SELECT 1 FROM minutes_rewrite r WHERE r.text_id = t.id)
            AND NOT EXISTS (SELECT 1 FROM minutes_signature g WHERE g.text_id = t.id AND g.expert_id = e.id)`,
  },
  'dossier.ready': {
    keys: ['sittingId', 'expertId'],
    sql: `SELECT jsonb_build_object('id', c.rule_pack_id, 'version', c.rule_pack_version) AS rule_pack,
            coalesce(s.opened_at, s.planned_at) AS held_at, ${MEMBER}
          WHERE s.id = $1 AND e.id = $2 AND s.state IN ('convened', 'open') AND ${STANDS}`,
  },
}
