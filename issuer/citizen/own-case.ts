import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { StatusWord } from '../../credential/status/index.ts'
import type { Database } from '../db/database.ts'
import { JUDGED } from '../mail/exam-queries.ts'
import type { Judged } from '../mail/letter.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { documentTitle } from '../reads/document-title.ts'
import { titlesInPart } from '../reads/titles-in-part.ts'
import { type Erasure, readErasure } from '../retention/read-erasure.ts'
import { type RulePack, rulePackOf } from '../rule-pack/rule-pack.ts'
import { mayGoBeyond } from '../steps/may-go-beyond.ts'
import type { RequestKind } from './ask-body.ts'

export interface OwnAct {
  readonly id: string
  readonly kind: string
  readonly number: string
  readonly released: Date
  readonly word: StatusWord
  /** Number of the act that took its place. */
  readonly successor: string | null
  /** Number of the act in whose place it stands. */
  readonly replaces: string | null
  /** Whether a wallet has taken it. */
  readonly taken: boolean
}

/** A document of the procedure that is addressed to the person, or was made with them. */
export interface OwnPaper {
  readonly id: string
  readonly title: LocalizedText
  /** Calendar date. */
  readonly date: string
  /** A call to an exam whose appointment was revoked. */
  readonly ended: boolean
}

/** Others name people beside the person: those are asked for (L. 241/1990). */
const OWN_PAPERS = [
  'scheda-accoglienza',
  'cv-europass',
  'dossier',
  'domanda',
  'esito-domanda',
  'piano-accertamento',
  'convocazione',
  'diniego',
] as const

export interface OwnEvidence {
  readonly id: string
  readonly class: string
  readonly title: string
  /** The file; its title stays as long as the dossier. */
  readonly erased: boolean
}

export interface OwnUpload {
  readonly title: string
  readonly state: 'arrived' | 'accepted' | 'refused'
  readonly arrivedAt: Date
  readonly reason: string | null
}

export interface OwnRequest {
  readonly kind: RequestKind
  readonly asked: string
  readonly state: 'open' | 'accepted' | 'refused'
  /** Calendar date. */
  readonly dueOn: string
  readonly answer: string | null
}

/** A case as its person sees it: their own words and papers, and nobody's name beside their own. */
export interface OwnCase {
  readonly id: string
  readonly number: string
  readonly state: CaseState
  readonly title: LocalizedText | undefined
  readonly body: { readonly id: string; readonly slug: string; readonly name: string }
  readonly givenName: string
  readonly hasEmail: boolean
  readonly hasPhone: boolean
  /** Whether the body has hours of theirs in its register of volunteers. */
  readonly isVolunteer: boolean
  readonly rulePack: RulePack
  readonly reached: ReadonlyMap<string, Date>
  /** The body takes nobody further than individuazione. */
  readonly endsHere: boolean
  readonly meeting: { readonly at: Date; readonly place: string } | undefined
  /** What the commission judged, in the order of the competences; empty until its minutes are closed. */
  readonly judged: readonly Judged[]
  readonly acts: readonly OwnAct[]
  readonly papers: readonly OwnPaper[]
  readonly evidence: readonly OwnEvidence[]
  readonly uploads: readonly OwnUpload[]
  readonly requests: readonly OwnRequest[]
  /** Phases about which the person has said what they think. */
  readonly rated: readonly string[]
  /** When the dossier goes, or went. */
  readonly erasure: Erasure
}

interface Row {
  number: string
  state: CaseState
  title: LocalizedText | null
  body_id: string
  slug: string
  body: string
  given_name: string
  has_email: boolean
  has_phone: boolean
  is_volunteer: boolean
  judged: readonly Judged[] | null
  rule_pack_id: string
  rule_pack_version: string
}

/** That it is theirs is known before (`viewer.ts`). @throws AttestaError `citizen.unknown` */
export async function readOwnCase(caseId: string, { db, now }: { db: Pick<Database, 'rows'>; now: () => Date }): Promise<OwnCase> {
  const [row] = await db.rows<Row>(
    `SELECT k.number, k.state, k.title, b.id AS body_id, b.slug, b.name AS body, p.given_name, p.email IS NOT NULL AS has_email,
       p.phone IS NOT NULL AS has_phone,
       EXISTS (SELECT 1 FROM person q JOIN volunteer v ON v.person_id = q.id AND v.organisation_id = k.organisation_id
         WHERE coalesce(q.same_as, q.id) = coalesce(p.same_as, p.id)) AS is_volunteer, ${JUDGED} AS judged, k.rule_pack_id, k.rule_pack_version
     FROM ivc_case k JOIN person p ON p.id = k.person_id JOIN organisation b ON b.id = k.organisation_id WHERE k.id = $1`,
    [caseId],
  )
  if (row === undefined) throw new AttestaError('citizen.unknown')
  const [moves, acts, papers, evidence, meetings, uploads, requests, rated, erasure] = await Promise.all([
    db.rows<{ state: string; at: Date }>('SELECT state, at FROM case_transition WHERE case_id = $1 ORDER BY id', [caseId]),
    db.rows<OwnAct>(
      `SELECT a.id, a.kind, a.number, a.released_at AS released,
         coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word,
         (SELECT n.number FROM attestation n WHERE n.replaces = a.id) AS successor,
         (SELECT b.number FROM attestation b WHERE b.id = a.replaces) AS replaces,
         EXISTS (SELECT 1 FROM credential_offer o WHERE o.attestation_id = a.id AND o.used_at IS NOT NULL) AS taken
       FROM attestation a WHERE a.case_id = $1 ORDER BY a.released_at`,
      [caseId],
    ),
    db.rows<{ id: string; class: string; title: string; date: string; ended: boolean }>(
      `SELECT d.id, d.class, d.title, d.dated::text AS date,
         d.class = 'convocazione' AND EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = d.commission_id) AS ended
       FROM case_document d WHERE d.case_id = $1 AND d.class = ANY ($2) AND d.content IS NOT NULL ORDER BY d.dated, d.created_at, d.id`,
      [caseId, OWN_PAPERS],
    ),
    db.rows<OwnEvidence>(
      'SELECT id, class, title, erased_at IS NOT NULL AS erased FROM case_evidence WHERE case_id = $1 ORDER BY added_at',
      [caseId],
    ),
    db.rows<{ at: Date; place: string }>(MEETING, [caseId]),
    db.rows<OwnUpload>(
      'SELECT title, state, arrived_at AS "arrivedAt", reason FROM citizen_upload WHERE case_id = $1 ORDER BY arrived_at DESC',
      [caseId],
    ),
    db.rows<OwnRequest>(
      'SELECT kind, asked, state, due_on::text AS "dueOn", answer FROM citizen_request WHERE case_id = $1 ORDER BY asked_at',
      [caseId],
    ),
    db.rows<{ phase: string }>('SELECT phase FROM phase_rated WHERE case_id = $1', [caseId]),
    readErasure(caseId, db),
  ])
  const rulePack = rulePackOf({ id: row.rule_pack_id, version: row.rule_pack_version })
  return {
    id: caseId,
    number: row.number,
    state: row.state,
    title: (await titlesInPart([caseId], db)).get(caseId) ?? row.title ?? undefined,
    body: { id: row.body_id, slug: row.slug, name: row.body },
    givenName: row.given_name,
    hasEmail: row.has_email,
    hasPhone: row.has_phone,
    isVolunteer: row.is_volunteer,
    rulePack,
    reached: new Map(moves.map(({ state, at }) => [state, at])),
    endsHere: !(await mayGoBeyond({ organisationId: row.body_id, at: now() }, db)),
    meeting: meetings[0],
    judged: row.judged ?? [],
    acts,
    papers: papers.map(({ id, date, ended, ...paper }) => ({ id, date, ended, title: documentTitle(paper, rulePack) })),
    evidence,
    erasure,
    uploads,
    requests,
    rated: rated.map(({ phase }) => phase),
  }
}

/** Where the person is expected next: the interview while the assessment lasts, the exam once they are called to it. */
const MEETING = `SELECT x.interview_at AS at, x.place FROM case_plan x JOIN ivc_case k ON k.id = x.case_id WHERE k.id = $1 AND k.state = 'accertamento'
  UNION ALL
  SELECT s.planned_at, s.place FROM ivc_case k JOIN commission_candidate c ON c.case_id = k.id JOIN sitting s ON s.commission_id = c.commission_id
  WHERE k.id = $1 AND k.state = 'convocato' AND s.state <> 'closed'
    AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)
    AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = s.id AND l.case_id = k.id) ORDER BY 1 LIMIT 1`
