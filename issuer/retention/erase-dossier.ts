import type { Database, Transaction } from '../db/database.ts'
import type { DueDossier } from './due-dossiers.ts'
import { erasePerson } from './erase-person.ts'
import { STILL_NEEDED } from './last-step.ts'

/** What a title, a need, a note becomes: the row stays, since others point to it, and tells nothing. */
const GONE = 'cancellato'
/** Papers that tell what the dossier tells. */
const TOLD = ['allegato-trasparenza', 'cv-europass', 'dossier']

/** Documents that repeat what the person told and brought: need, experiences, titles of evidence, the note of the plan. */
const PAPERS = ['scheda-accoglienza', 'cv-europass', 'dossier', 'domanda', 'piano-accertamento']

/**
 * Removes the dossier of one case: files and the key that opens them, experiences, what was told at the reception and the papers that
 * repeat it, what the person sent, their way in, and their contacts where no other case of theirs needs them;
 * and who they were, where no act or application does. The acts, the minutes and the register entry stay, and so
 * do the steps and their reasons. The audit trail says when and how much.
 */
export async function eraseDossier(
  { caseId, organisationId }: DueDossier,
  { db, at }: { db: Database; at: Date },
): Promise<'erased' | 'kept'> {
  const request = { organisationId, key: `erase-${caseId}-${at.getTime()}`, action: 'dossier.erased', input: { caseId } }
  return db.transaction(request, async (tx) => {
    const record = await tx.row<{ person_id: string }>('SELECT person_id FROM ivc_case WHERE id = $1 FOR UPDATE', [caseId])
    const before = await tx.rows('SELECT 1 FROM case_erasure WHERE case_id = $1', [caseId])
    // Looked at again under the lock: the person may have asked for something since the round began.
    const needed = await tx.rows(`SELECT 1 FROM ivc_case k WHERE k.id = $1 AND ${STILL_NEEDED}`, [caseId])
    if (record === undefined || before.length > 0 || needed.length > 0) return 'kept'
    const contexts = (await tx.rows<{ context: string }>('SELECT DISTINCT context FROM case_experience WHERE case_id = $1', [caseId])).map(
      ({ context }) => context,
    )
    const pieces = await eraseFiles(caseId, at, tx)
    await eraseTexts(caseId, tx)
    const contacts = await eraseContacts({ caseId, personId: record.person_id }, tx)
    await tx.rows(
      'INSERT INTO case_erasure (case_id, organisation_id, erased_at, pieces, contacts, contexts) VALUES ($1, $2, $3, $4, $5, $6)',
      [caseId, organisationId, at, pieces, contacts, contexts],
    )
    await erasePerson(record.person_id, tx)
    tx.audit({ organisationId, action: 'dossier.erased', actor: 'system', subject: caseId, facts: { pieces, contacts } })
    return 'erased'
  })
}

async function eraseFiles(caseId: string, at: Date, tx: Transaction): Promise<number> {
  await tx.rows('DELETE FROM case_key WHERE case_id = $1', [caseId])
  await tx.rows('DELETE FROM case_evidence_file f USING case_evidence e WHERE e.id = f.evidence_id AND e.case_id = $1', [caseId])
  await tx.rows('DELETE FROM citizen_upload_file f USING citizen_upload u WHERE u.id = f.upload_id AND u.case_id = $1', [caseId])
  await tx.rows(
    `UPDATE citizen_upload SET title = '${GONE}', reason = CASE WHEN reason IS NULL THEN NULL ELSE '${GONE}' END WHERE case_id = $1`,
    [caseId],
  )
  // A file whose class is kept for less went before; its title goes now.
  const erased = await tx.rows('UPDATE case_evidence SET erased_at = $2 WHERE case_id = $1 AND erased_at IS NULL RETURNING id', [
    caseId,
    at,
  ])
  await tx.rows(`UPDATE case_evidence SET title = '${GONE}', experience_id = NULL WHERE case_id = $1`, [caseId])
  return erased.length
}

async function eraseTexts(caseId: string, tx: Transaction): Promise<void> {
  await tx.rows('DELETE FROM case_experience WHERE case_id = $1', [caseId])
  await tx.rows(`UPDATE case_reception SET need = '${GONE}', note = NULL WHERE case_id = $1`, [caseId])
  // Papers of the dossier say what it said; those that carry a decision stay.
  await tx.rows('UPDATE case_document SET content = NULL WHERE case_id = $1 AND class = ANY ($2) AND attestation_id IS NULL', [
    caseId,
    PAPERS,
  ])
  await tx.rows('UPDATE commission_request SET note = NULL WHERE case_id = $1', [caseId])
  await tx.rows(`UPDATE case_plan SET note = '' WHERE case_id = $1`, [caseId])
  await tx.rows(`UPDATE outbox SET payload = payload - 'place' WHERE payload->>'caseId' = $1::text AND topic = 'assessment.planned'`, [
    caseId,
  ])
  await tx.rows(`UPDATE case_hours SET note = '' WHERE case_id = $1`, [caseId])
  // What tells the person's story; the application, the acts and their reasons stay.
  await tx.rows(`UPDATE case_document SET content = NULL WHERE case_id = $1 AND class = ANY ($2)`, [caseId, TOLD])
  await tx.rows(`UPDATE ivc_case SET learning = jsonb_set(learning, '{experiences}', '[]') WHERE id = $1 AND learning IS NOT NULL`, [
    caseId,
  ])
  await tx.rows(
    `UPDATE citizen_request SET asked = '${GONE}', answer = CASE WHEN answer IS NULL THEN NULL ELSE '${GONE}' END WHERE case_id = $1`,
    [caseId],
  )
  await tx.rows('DELETE FROM phase_rated WHERE case_id = $1', [caseId])
  await tx.rows('DELETE FROM citizen_session s USING citizen_access a WHERE a.id = s.access_id AND a.case_id = $1', [caseId])
  await tx.rows('DELETE FROM citizen_access WHERE case_id = $1', [caseId])
}

/** Address and telephone stay as long as another case of the same person with this body goes on. */
async function eraseContacts({ caseId, personId }: { caseId: string; personId: string }, tx: Transaction): Promise<boolean> {
  const erased = await tx.rows(
    `UPDATE person SET email = NULL, phone = NULL WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM ivc_case k
       WHERE k.person_id = $1 AND k.id <> $2 AND NOT EXISTS (SELECT 1 FROM case_erasure e WHERE e.case_id = k.id)) RETURNING id`,
    [personId, caseId],
  )
  return erased.length > 0
}
