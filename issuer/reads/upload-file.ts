import { AttestaError } from '../../credential/errors.ts'
import type { KeyWrapping } from '../../keys/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { readCaseKey } from '../dossier/case-key.ts'
import { openEvidence } from '../dossier/evidence-file.ts'

/**
 * The bytes of what a person sent, for the officer who decides about it.
 *
 * @throws AttestaError `upload.unknown`, also for one of another organisation and once it was decided; `evidence.damaged`
 */
export async function readUploadFile(
  { caseId, uploadId, actor }: { caseId: string; uploadId: string; actor: Actor },
  { db, wrapping }: { db: Pick<Database, 'rows'>; wrapping: KeyWrapping },
): Promise<{ mediaType: string; bytes: Buffer }> {
  const [row] = await db.rows<{ media_type: string; sealed: Buffer }>(
    `SELECT u.media_type, f.sealed FROM citizen_upload u JOIN citizen_upload_file f ON f.upload_id = u.id
     WHERE u.id = $1 AND u.case_id = $2 AND u.organisation_id = $3 AND $4 = 'officer'`,
    [uploadId, caseId, actor.organisation.id, actor.role],
  )
  if (row === undefined) throw new AttestaError('upload.unknown')
  const key = await readCaseKey(caseId, { db, wrapping })
  return { mediaType: row.media_type, bytes: openEvidence({ key, evidenceId: uploadId, sealed: row.sealed }) }
}
