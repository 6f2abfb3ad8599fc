import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { requireThat } from './require-that.ts'

export interface SittingMember {
  readonly expertId: string
  readonly accountId: string | undefined
  readonly name: string
  readonly role: string
  readonly sectors: readonly string[]
  readonly present: boolean
  /** Candidates with whom this member declared to have a conflict. */
  readonly conflictWith: readonly string[]
  /** Candidates with whom this member declared to have no conflict. */
  readonly declaredFor: readonly string[]
  /** What they answered to the text that is being signed. */
  readonly answer: Answer | undefined
}

/** A member's own act on a text of the minutes: signed, perhaps with a remark, or refused with a reason. */
export interface Answer {
  readonly answer: 'signed' | 'refused'
  readonly note: string | undefined
  readonly at: Date
}

/** The text of the minutes as the members sign it; `digest` is the SHA-256 of it as a file. */
export interface FrozenText {
  readonly id: string
  readonly round: number
  readonly digest: string
  readonly lines: readonly string[]
  readonly writtenAt: Date
}

export const LEFT_OUT_WHY = ['assente', 'rinuncia', 'conflitto', 'atto'] as const
export type LeftOutWhy = (typeof LEFT_OUT_WHY)[number]

export interface Sitting {
  readonly id: string
  readonly chamber: { readonly id: string; readonly slug: string; readonly did: string; readonly name: string }
  readonly commission: { readonly id: string; readonly name: string; readonly actNumber: string; readonly appointedAt: Date }
  readonly state: 'convened' | 'open' | 'signing' | 'closed'
  readonly plannedAt: Date
  readonly place: string
  readonly openedAt: Date | undefined
  readonly quorumRequired: number
  readonly members: readonly SittingMember[]
  /** Candidates who are examined, or are to be. */
  readonly caseIds: readonly string[]
  /** Those who gave up before, or were left out. */
  readonly leftOut: readonly { readonly caseId: string; readonly why: LeftOutWhy }[]
  /** The text that stands: what is signed, or was. */
  readonly text: FrozenText | undefined
}

export interface SittingRecord extends Sitting {
  /** The member that acts. */
  readonly me: SittingMember
}

interface Row {
  id: string
  chamber_id: string
  chamber_slug: string
  chamber_did: string
  chamber_name: string
  commission_id: string
  commission_name: string
  act_number: string
  appointed_at: Date
  state: Sitting['state']
  planned_at: Date
  place: string
  opened_at: Date | null
  quorum_required: number
  members: {
    expertId: string
    accountId: string | null
    name: string
    role: SittingMember['role']
    sectors: string[]
    present: boolean
    conflictWith: string[]
    declaredFor: string[]
  }[]
  case_ids: string[]
  left_out: { caseId: string; why: LeftOutWhy }[]
  text: { id: string; round: number; digest: string; lines: string[]; writtenAt: string } | null
  answers: { expertId: string; answer: Answer['answer']; note: string | null; at: string }[] | null
}

const SELECT = `SELECT s.id, s.state, s.planned_at, s.place, s.opened_at, s.quorum_required, c.id AS commission_id, c.name AS commission_name, c.act_number,
       c.appointed_at, o.id AS chamber_id, o.slug AS chamber_slug, o.did AS chamber_did, o.name AS chamber_name,
       (SELECT jsonb_agg(jsonb_build_object('expertId', m.expert_id, 'accountId', e.account_id, 'name', e.name, 'role', m.role, 'sectors', e.sectors,
          'conflictWith', (SELECT coalesce(jsonb_agg(x.case_id), '[]') FROM sitting_conflict x
            WHERE x.sitting_id = s.id AND x.expert_id = m.expert_id),
          'present', EXISTS (SELECT 1 FROM sitting_presence p WHERE p.sitting_id = s.id AND p.expert_id = m.expert_id),
          'declaredFor', (SELECT coalesce(jsonb_agg(d.case_id), '[]') FROM sitting_declaration d
            WHERE d.sitting_id = s.id AND d.expert_id = m.expert_id))
          ORDER BY m.role DESC, e.name)
        FROM commission_member m JOIN expert e ON e.id = m.expert_id WHERE m.commission_id = c.id) AS members,
       (SELECT coalesce(array_agg(d.case_id ORDER BY d.case_id) FILTER (WHERE l.case_id IS NULL AND k.state <> 'rinuncia'), '{}')
        FROM commission_candidate d JOIN ivc_case k ON k.id = d.case_id
          LEFT JOIN sitting_left_out l ON l.sitting_id = s.id AND l.case_id = d.case_id WHERE d.commission_id = c.id) AS case_ids,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('caseId', d.case_id, 'why', coalesce(l.why, 'rinuncia')) ORDER BY d.case_id), '[]')
        FROM commission_candidate d JOIN ivc_case k ON k.id = d.case_id
          LEFT JOIN sitting_left_out l ON l.sitting_id = s.id AND l.case_id = d.case_id
        WHERE d.commission_id = c.id AND (l.case_id IS NOT NULL OR k.state = 'rinuncia')) AS left_out, x.text,
       (SELECT jsonb_agg(jsonb_build_object('expertId', g.expert_id, 'answer', g.answer, 'note', g.note, 'at', g.answered_at))
        FROM minutes_signature g WHERE g.text_id = x.id) AS answers
 FROM sitting s JOIN commission c ON c.id = s.commission_id JOIN organisation o ON o.id = s.organisation_id
   LEFT JOIN LATERAL (SELECT t.id,
       jsonb_build_object('id', t.id, 'round', t.round, 'digest', t.digest, 'lines', attesta_text_lines(t.id), 'writtenAt', t.written_at) AS text
     FROM minutes_text t WHERE t.sitting_id = s.id AND NOT EXISTS (SELECT 1 FROM minutes_rewrite r WHERE r.text_id = t.id)) x ON true
 WHERE s.id = $1 AND s.organisation_id = $2
   AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)`

/**
 * Reads a sitting for one of its members and keeps others from changing it until the transaction ends.
 *
 * @throws AttestaError `sitting.unknown` for everybody who is not a member of its commission, and once its appointment was revoked.
 */
export async function lockSitting(sittingId: string, actor: Actor, tx: Transaction): Promise<SittingRecord> {
  // Before it is read, and in a statement of its own: what is read together with a lock that had to be waited for is as it stood before.
  await tx.rows('SELECT id FROM sitting WHERE id = $1 AND organisation_id = $2 FOR UPDATE', [sittingId, actor.organisation.id])
  return recordOf(await tx.rows<Row>(SELECT, [sittingId, actor.organisation.id]), actor)
}

/** The same, only to look at. */
export async function readSittingRecord(sittingId: string, actor: Actor, db: Pick<Transaction, 'rows'>): Promise<SittingRecord> {
  return recordOf(await db.rows<Row>(SELECT, [sittingId, actor.organisation.id]), actor)
}

/** A sitting of the office that appointed for it, as nobody of its commission; undefined where there is none that stands. */
export async function readSittingOfOffice(
  { sittingId, organisationId }: { sittingId: string; organisationId: string },
  db: Pick<Transaction, 'rows'>,
): Promise<Sitting | undefined> {
  const [row] = await db.rows<Row>(SELECT, [sittingId, organisationId])
  return row && sittingOf(row)
}

function recordOf([row]: readonly Row[], actor: Actor): SittingRecord {
  requireThat(row !== undefined && actor.role === 'member', 'sitting.unknown')
  const sitting = sittingOf(row)
  const me = sitting.members.find((member) => member.accountId === actor.accountId)
  requireThat(me !== undefined, 'sitting.unknown')
  return { ...sitting, me }
}

function sittingOf(row: Row): Sitting {
  const members = row.members.map((member) => ({
    ...member,
    accountId: member.accountId ?? undefined,
    answer: answerOf(row.answers?.find(({ expertId }) => expertId === member.expertId)),
  }))
  return {
    id: row.id,
    chamber: { id: row.chamber_id, slug: row.chamber_slug, did: row.chamber_did, name: row.chamber_name },
    commission: { id: row.commission_id, name: row.commission_name, actNumber: row.act_number, appointedAt: row.appointed_at },
    state: row.state,
    plannedAt: row.planned_at,
    place: row.place,
    openedAt: row.opened_at ?? undefined,
    quorumRequired: row.quorum_required,
    members,
    caseIds: row.case_ids,
    leftOut: row.left_out,
    text: row.text === null ? undefined : { ...row.text, writtenAt: new Date(row.text.writtenAt) },
  }
}

function answerOf(row: NonNullable<Row['answers']>[number] | undefined): Answer | undefined {
  return row && { answer: row.answer, note: row.note ?? undefined, at: new Date(row.at) }
}
