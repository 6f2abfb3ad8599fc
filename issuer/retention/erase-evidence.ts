import type { Database } from '../db/database.ts'
import type { DueDossier } from './due-dossiers.ts'
import { type DueEvidence, dueEvidence } from './due-evidence.ts'
import { STILL_NEEDED } from './last-step.ts'

/** At one time; a round goes on until nothing is left that it has not tried. */
const MOST = 200

/**
 * Removes the files of evidence whose class is kept for less than the dossier. That a piece was there, with its title, stays as long as the
 * papers of the dossier that say so; its sealed bytes can be opened by nobody once the key goes with the dossier, and leave the disk as the
 * database uses the space again.
 *
 * @returns what was removed
 */
export async function eraseEvidence({
  db,
  now,
  onFailed = () => undefined,
  most = MOST,
}: {
  db: Database
  now: () => Date
  /** Told of each case of which a file could not be removed; nothing of that class was. */
  onFailed?: (dossier: DueDossier) => unknown
  most?: number
}): Promise<DueEvidence[]> {
  const at = now()
  const done: DueEvidence[] = []
  // A case that fails, or whose files are held back meanwhile, must not stand before the others: it is left for the next round.
  const except: string[] = []
  for (;;) {
    const due = await dueEvidence({ at, most, except }, db)
    if (due.length === 0) return done
    for (const piece of due) {
      const erased = await eraseClass(piece, { db, at }).catch(() => {
        onFailed(piece)
        return false
      })
      if (erased) done.push(piece)
      else except.push(piece.caseId)
    }
  }
}

async function eraseClass(
  { caseId, organisationId, class: evidenceClass }: DueEvidence,
  { db, at }: { db: Database; at: Date },
): Promise<boolean> {
  const input = { caseId, class: evidenceClass }
  const key = `erase-${caseId}-${evidenceClass}-${at.getTime()}`
  return db.transaction({ organisationId, key, action: 'evidence.erased', input }, async (tx) => {
    await tx.row('SELECT 1 FROM ivc_case WHERE id = $1 FOR UPDATE', [caseId])
    // Looked at again under the lock: the person may have asked for something since the round began.
    if ((await tx.rows(`SELECT 1 FROM ivc_case k WHERE k.id = $1 AND ${STILL_NEEDED}`, [caseId])).length > 0) return false
    await tx.rows('DELETE FROM case_evidence_file f USING case_evidence e WHERE e.id = f.evidence_id AND e.case_id = $1 AND e.class = $2', [
      caseId,
      evidenceClass,
    ])
    const gone = await tx.rows(
      'UPDATE case_evidence SET erased_at = $3 WHERE case_id = $1 AND class = $2 AND erased_at IS NULL RETURNING id',
      [caseId, evidenceClass, at],
    )
    if (gone.length === 0) return false
    tx.audit({
      organisationId,
      action: 'evidence.erased',
      actor: 'system',
      subject: caseId,
      facts: { class: evidenceClass, pieces: gone.length },
    })
    return true
  })
}
