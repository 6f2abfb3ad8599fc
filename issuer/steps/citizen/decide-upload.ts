import { dayInRome } from '../../../credential/time.ts'
import { evidenceKeptUntil } from '../../dossier/kept-until.ts'
import { changeFile, type FileInput } from '../change-file.ts'
import { DURING_DOSSIER } from '../dossier/keep-experience.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import { shownCitizen } from '../shown.ts'
import type { World } from '../world.ts'

export interface DecideUploadInput extends FileInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly uploadId: string
  readonly accepted: boolean
  /** Said to the person; needed when it is not taken. */
  readonly reason?: string | undefined
}

interface Row {
  state: string
  class: string
  title: string
  media_type: string
  size: number
  sha256: Buffer
}

/**
 * Takes what a person sent into the dossier, as theirs, or says why not; then its bytes go. Only while the dossier may be written.
 *
 * @throws AttestaError `upload.unknown`, `upload.decided`, `upload.reason`, `evidence.twice`, and what `changeFile` throws
 */
export async function decideUpload(input: DecideUploadInput, world: Pick<World, 'db' | 'now'>): Promise<null> {
  const { uploadId, accepted, actor } = input
  const reason = input.reason?.trim() ?? ''
  return changeFile(
    input,
    {
      action: accepted ? 'file.upload-accepted' : 'file.upload-refused',
      task: 'tutoring',
      during: DURING_DOSSIER,
      input: { uploadId, accepted, reason },
      work: async ({ file, tx, at }) => {
        await requireUnchanged({ ...shownCitizen({ caseId: file.id, bodyId: file.organisationId }), version: input.seen }, tx)
        const upload = await tx.row<Row>(
          'SELECT state, class, title, media_type, size, sha256 FROM citizen_upload WHERE id = $1 AND case_id = $2 FOR UPDATE',
          [uploadId, file.id],
        )
        requireThat(upload !== undefined, 'upload.unknown')
        requireThat(upload.state === 'arrived', 'upload.decided')
        requireThat(accepted || reason.length >= 3, 'upload.reason')
        if (accepted) {
          const same = await tx.rows('SELECT 1 FROM case_evidence WHERE case_id = $1 AND sha256 = $2', [file.id, upload.sha256])
          requireThat(same.length === 0, 'evidence.twice')
          const until = evidenceKeptUntil({ rulePack: file.rulePack, class: upload.class, from: dayInRome(at) })
          await tx.rows(
            `INSERT INTO case_evidence (id, organisation_id, case_id, class, title, media_type, size, sha256, from_person, kept_until, added_by, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true, $9, $10, $11)`,
            [
              uploadId,
              file.organisationId,
              file.id,
              upload.class,
              upload.title,
              upload.media_type,
              upload.size,
              upload.sha256,
              until ?? null,
              actor.accountId,
              at,
            ],
          )
          await tx.rows(
            'INSERT INTO case_evidence_file (evidence_id, organisation_id, sealed) SELECT upload_id, organisation_id, sealed FROM citizen_upload_file WHERE upload_id = $1',
            [uploadId],
          )
        }
        await tx.rows('DELETE FROM citizen_upload_file WHERE upload_id = $1', [uploadId])
        await tx.rows('UPDATE citizen_upload SET state = $2, decided_at = $3, decided_by = $4, reason = $5 WHERE id = $1', [
          uploadId,
          accepted ? 'accepted' : 'refused',
          at,
          actor.accountId,
          accepted ? null : reason,
        ])
        return null
      },
    },
    world,
  )
}
