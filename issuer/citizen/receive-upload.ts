import { createHash, randomUUID } from 'node:crypto'
import type { Database } from '../db/database.ts'
import { ensureCaseKey } from '../dossier/case-key.ts'
import { sealEvidence } from '../dossier/evidence-file.ts'
import { mediaTypeOf } from '../dossier/media-type-of.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { MAX_EVIDENCE_BYTES } from '../steps/dossier/add-evidence.ts'
import { DURING_DOSSIER } from '../steps/dossier/keep-experience.ts'
import { requireThat } from '../steps/require-that.ts'
import type { World } from '../steps/world.ts'

/** Waiting at one time: what nobody has looked at yet must not fill a disk. */
const MOST_WAITING = 20

export interface UploadInput {
  readonly caseId: string
  /** Drawn by the page for this file. */
  readonly sendKey: string
  readonly class: string
  readonly title: string
  readonly bytes: Uint8Array
}

interface CaseRow {
  organisation_id: string
  state: string
  rule_pack_id: string
  rule_pack_version: string
}

/**
 * A file that a person sends for their dossier, while it may be written. Sent again after a lost answer it arrives once.
 *
 * @throws AttestaError `citizen.dossier-closed`, `citizen.title`, `citizen.many-waiting`, `evidence.empty`, `evidence.too-large`, `evidence.type`, `evidence.class`
 */
export async function receiveUpload(
  { caseId, sendKey, class: evidenceClass, title, bytes }: UploadInput,
  { db, now, wrapping }: Pick<World, 'now' | 'wrapping'> & { db: Database },
): Promise<void> {
  requireThat(bytes.length > 0, 'evidence.empty')
  requireThat(bytes.length <= MAX_EVIDENCE_BYTES, 'evidence.too-large', { limit: MAX_EVIDENCE_BYTES / 1024 / 1024 })
  const mediaType = mediaTypeOf(bytes)
  requireThat(mediaType !== undefined, 'evidence.type')
  requireThat(title.trim().length > 0 && title.length <= 300, 'citizen.title')
  const sha256 = createHash('sha256').update(bytes).digest()
  const [owner] = await db.rows<{ organisation_id: string }>('SELECT organisation_id FROM ivc_case WHERE id = $1', [caseId])
  requireThat(owner !== undefined, 'citizen.unknown')
  const organisationId = owner.organisation_id
  const input = { caseId, class: evidenceClass, title, sha256: sha256.toString('hex') }
  await db.transaction({ organisationId, key: `upload-${sendKey}`, action: 'citizen.upload', input }, async (tx) => {
    const record = await tx.row<CaseRow>(
      'SELECT organisation_id, state, rule_pack_id, rule_pack_version FROM ivc_case WHERE id = $1 FOR UPDATE',
      [caseId],
    )
    requireThat(record !== undefined, 'citizen.unknown')
    const open: readonly string[] = DURING_DOSSIER
    requireThat(open.includes(record.state), 'citizen.dossier-closed')
    const { evidence } = rulePackOf({ id: record.rule_pack_id, version: record.rule_pack_version })
    requireThat(
      evidence.some((known) => known.class === evidenceClass),
      'evidence.class',
      { class: evidenceClass },
    )
    const waiting = await tx.rows('SELECT 1 FROM citizen_upload WHERE case_id = $1 AND state = $2', [caseId, 'arrived'])
    requireThat(waiting.length < MOST_WAITING, 'citizen.many-waiting')
    const id = randomUUID()
    const at = now()
    const arrived = await tx.rows(
      `INSERT INTO citizen_upload (id, organisation_id, case_id, send_key, class, title, media_type, size, sha256, arrived_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (case_id, send_key) DO NOTHING RETURNING id`,
      [id, organisationId, caseId, sendKey, evidenceClass, title.trim(), mediaType, bytes.length, sha256, at],
    )
    if (arrived.length === 0) return null
    const key = await ensureCaseKey({ caseId, organisationId }, { tx, wrapping })
    // Sealed under the id that it will have in the dossier, so that taking it in moves the bytes as they are.
    await tx.rows('INSERT INTO citizen_upload_file (upload_id, organisation_id, sealed) VALUES ($1, $2, $3)', [
      id,
      organisationId,
      sealEvidence({ key, evidenceId: id, bytes }),
    ])
    tx.audit({ organisationId, action: 'citizen.upload', actor: 'citizen', subject: caseId, facts: { uploadId: id } })
    return null
  })
}
