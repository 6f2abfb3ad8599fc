import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor.ts'
import { ADMINISTRATION } from './grants/require-administrator.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface AskAuditFileInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly caseId: string
  /** With the files of the dossier, not only their digests: the body's own decision. */
  readonly withEvidence: boolean
  readonly reason: string
}

/**
 * Asks for the audit file of a case: an administrator of its body, or the Region that recognises the body. That it was asked for, and why,
 * is in the trail of both before a byte of it is made.
 *
 * @throws AttestaError `case.unknown`, `audit-file.not-allowed`, `audit-file.evidence`
 */
export async function askAuditFile(input: AskAuditFileInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<{ id: string }> {
  const { actor, caseId, withEvidence } = input
  const reason = input.reason.trim()
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'ask-audit-file',
    input: { caseId, withEvidence, reason },
  }
  return db.transaction(request, async (tx) => {
    const found = await tx.row<{ organisation_id: string }>(
      `SELECT k.organisation_id FROM ivc_case k WHERE k.id = $1 AND ($3 = 'officer' AND k.organisation_id = $2 OR $3 = 'region' AND EXISTS (
         SELECT 1 FROM recognition r WHERE r.organisation_id = k.organisation_id AND r.recogniser_id = $2))`,
      [caseId, actor.organisation.id, actor.role],
    )
    requireThat(found !== undefined, 'case.unknown')
    requireThat(actor.tasks.includes(ADMINISTRATION), 'audit-file.not-allowed')
    requireThat(!withEvidence || actor.role === 'officer', 'audit-file.evidence')
    const id = randomUUID()
    await tx.rows(
      `INSERT INTO audit_file (id, organisation_id, case_id, asked_for, asked_by, asked_at, with_evidence, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, found.organisation_id, caseId, actor.organisation.id, actor.accountId, now(), withEvidence, reason],
    )
    for (const organisationId of new Set([found.organisation_id, actor.organisation.id])) {
      const facts = { auditFileId: id, withEvidence }
      tx.audit({ organisationId, action: 'case.audit-file-asked', actor: actor.accountId, subject: caseId, facts })
    }
    return { id }
  })
}
