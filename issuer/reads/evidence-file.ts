import { AttestaError } from '../../credential/errors.ts'
import type { KeyWrapping } from '../../keys/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { readCaseKey } from '../dossier/case-key.ts'
import { openEvidence } from '../dossier/evidence-file.ts'

export interface EvidenceFileInput {
  readonly caseId: string
  readonly evidenceId: string
  readonly actor: Actor
}

export interface EvidenceFile {
  /** As the dossier calls it. */
  readonly title: string
  readonly mediaType: string
  readonly bytes: Buffer
}

/**
 * The bytes of a piece of evidence, for the body that runs the case.
 *
 * @throws AttestaError `evidence.unknown`, also for one of another organisation; `evidence.erased`; `evidence.damaged`
 */
export async function readEvidenceFile(
  { caseId, evidenceId, actor }: EvidenceFileInput,
  { db, wrapping }: { db: Database; wrapping: KeyWrapping },
): Promise<EvidenceFile> {
  const [row] = await db.rows<{ title: string; media_type: string; erased: boolean; sealed: Buffer | null }>(
    `SELECT e.title, e.media_type, e.erased_at IS NOT NULL AS erased, f.sealed FROM case_evidence e
     LEFT JOIN case_evidence_file f ON f.evidence_id = e.id
     WHERE e.id = $1 AND e.case_id = $2 AND e.organisation_id = $3 AND $4 = 'officer'`,
    [evidenceId, caseId, actor.organisation.id, actor.role],
  )
  if (row === undefined) throw new AttestaError('evidence.unknown')
  if (row.erased || row.sealed === null) throw new AttestaError('evidence.erased')
  const key = await readCaseKey(caseId, { db, wrapping })
  return { title: row.title, mediaType: row.media_type, bytes: openEvidence({ key, evidenceId, sealed: row.sealed }) }
}
