import type { Database } from '../db/database.ts'
import { type MailTopic, MEMBER_TOPICS, type MemberTopic, type Said } from './letter.ts'

export interface LetterRow {
  readonly id: string
  readonly topic: MailTopic
  readonly payload: Readonly<Record<string, string>>
  readonly created_at: Date
  readonly done_at: Date | null
  readonly failed_at: Date | null
  readonly bounced_at: Date | null
  readonly bounce_code: string | null
  /** How many left when it was done; null before that, and for those of before this was kept. */
  readonly sent: number | null
  /** When it was given to the person on paper. */
  readonly handed_at: Date | null
}

/** Letters about a case that its body caused; the outbox keeps ids only, of whatever each is about. */
const ABOUT = `o.organisation_id = $2 AND (o.payload->>'caseId' = $1::text
  OR o.payload->>'requestId' IN (SELECT r.id::text FROM commission_request r WHERE r.case_id = $1::uuid)
  OR o.payload->>'attestationId' IN (SELECT a.id::text FROM attestation a WHERE a.case_id = $1::uuid)
  OR o.payload->>'accessId' IN (SELECT c.id::text FROM citizen_access c WHERE c.case_id = $1::uuid))`

export function lettersAbout(
  { caseId, organisationId }: { caseId: string; organisationId: string },
  db: Pick<Database, 'rows'>,
): Promise<LetterRow[]> {
  return db.rows<LetterRow>(
    `SELECT o.id::text, o.topic, o.payload, o.created_at, o.done_at, o.failed_at, o.bounced_at, o.bounce_code, o.sent, o.handed_at FROM outbox o
     WHERE ${ABOUT} ORDER BY o.id DESC LIMIT 100`,
    [caseId, organisationId],
  )
}

export interface MemberLetterRow extends LetterRow {
  readonly topic: MemberTopic
  readonly said: readonly Said[] | null
  /** Whom it is for. */
  readonly member: string
}

/** Letters to the members of one commission of a Chamber, also of one that was revoked; the newest first. */
export function lettersToMembers(
  { commissionId, organisationId }: { commissionId: string; organisationId: string },
  db: Pick<Database, 'rows'>,
): Promise<MemberLetterRow[]> {
  return db.rows<MemberLetterRow>(
    `SELECT o.id::text, o.topic, o.payload, o.created_at, o.done_at, o.failed_at, o.bounced_at, o.bounce_code, o.sent, o.handed_at, o.said, e.name AS member
     FROM commission_member m JOIN expert e ON e.id = m.expert_id
       JOIN outbox o ON o.organisation_id = m.organisation_id AND o.payload->>'expertId' = m.expert_id::text AND o.topic = ANY ($3)
     WHERE m.commission_id = $1 AND m.organisation_id = $2 AND (o.payload->>'commissionId' = $1::text
       OR o.payload->>'sittingId' IN (SELECT s.id::text FROM sitting s WHERE s.commission_id = $1)
       OR o.payload->>'textId' IN (SELECT t.id::text FROM minutes_text t JOIN sitting s ON s.id = t.sitting_id WHERE s.commission_id = $1))
     ORDER BY o.id DESC LIMIT 200`,
    [commissionId, organisationId, MEMBER_TOPICS],
  )
}
