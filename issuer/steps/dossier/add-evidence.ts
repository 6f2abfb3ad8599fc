import { createHash, randomUUID } from 'node:crypto'
import { dayInRome } from '../../../credential/time.ts'
import { ensureCaseKey } from '../../dossier/case-key.ts'
import { sealEvidence } from '../../dossier/evidence-file.ts'
import { evidenceKeptUntil } from '../../dossier/kept-until.ts'
import { mediaTypeOf } from '../../dossier/media-type-of.ts'
import { changeFile, type FileInput } from '../change-file.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { DURING_DOSSIER } from './keep-experience.ts'

export const MAX_EVIDENCE_BYTES = 10 * 1024 * 1024
const MAX_PIECES = 100

export interface EvidenceInput {
  /** Class of the rule pack. */
  readonly class: string
  readonly title: string
  readonly experienceId?: string
  readonly bytes: Uint8Array
}

/**
 * Puts a piece of evidence into the dossier: sealed with the case's key before it is kept, with the class that says how long that is
 * (domain.md §5.4: dossiers leak; encrypt per case).
 *
 * @throws AttestaError `evidence.empty`, `evidence.too-large`, `evidence.type`, `evidence.class`, `evidence.twice`, `evidence.too-many`
 */
export async function addEvidence(input: FileInput & { readonly evidence: EvidenceInput }, world: World): Promise<{ id: string }> {
  const { actor, evidence } = input
  const { bytes, experienceId } = evidence
  const sha256 = createHash('sha256').update(bytes).digest()
  const mediaType = mediaTypeOf(bytes)
  return changeFile(
    input,
    {
      action: 'file.evidence',
      task: 'tutoring',
      during: DURING_DOSSIER,
      input: { class: evidence.class, title: evidence.title, experienceId, sha256: sha256.toString('hex') },
      work: async ({ file, tx, at }) => {
        const { organisationId, id: caseId, rulePack } = file
        requireThat(bytes.length > 0, 'evidence.empty')
        requireThat(bytes.length <= MAX_EVIDENCE_BYTES, 'evidence.too-large', { limit: MAX_EVIDENCE_BYTES / 1024 / 1024 })
        requireThat(mediaType !== undefined, 'evidence.type')
        requireThat(
          rulePack.evidence.some((known) => known.class === evidence.class),
          'evidence.class',
          { class: evidence.class },
        )
        const kept = await tx.rows<{ sha256: Buffer }>('SELECT sha256 FROM case_evidence WHERE case_id = $1 AND erased_at IS NULL', [
          caseId,
        ])
        requireThat(kept.length < MAX_PIECES, 'evidence.too-many', { limit: MAX_PIECES })
        requireThat(!kept.some((piece) => piece.sha256.equals(sha256)), 'evidence.twice')
        if (experienceId !== undefined) {
          const told = await tx.rows('SELECT 1 FROM case_experience WHERE case_id = $1 AND id = $2', [caseId, experienceId])
          requireThat(told.length === 1, 'experience.unknown')
        }

        const id = randomUUID()
        const until = evidenceKeptUntil({ rulePack, class: evidence.class, from: dayInRome(at) })
        await tx.rows(
          `INSERT INTO case_evidence (id, organisation_id, case_id, experience_id, class, title, media_type, size, sha256, kept_until, added_by, added_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
          [
            id,
            organisationId,
            caseId,
            experienceId ?? null,
            evidence.class,
            evidence.title.trim(),
            mediaType,
            bytes.length,
            sha256,
            until ?? null,
            actor.accountId,
            at,
          ],
        )
        const key = await ensureCaseKey({ caseId, organisationId }, { tx, wrapping: world.wrapping })
        await tx.rows('INSERT INTO case_evidence_file (evidence_id, organisation_id, sealed) VALUES ($1, $2, $3)', [
          id,
          organisationId,
          sealEvidence({ key, evidenceId: id, bytes }),
        ])
        return { id }
      },
    },
    world,
  )
}

/** Takes a piece of evidence out again, bytes and all, while the dossier is being written. @throws AttestaError `evidence.unknown` */
export async function dropEvidence(input: FileInput & { readonly evidenceId: string }, world: World): Promise<null> {
  const { evidenceId } = input
  return changeFile(
    input,
    {
      action: 'file.evidence-dropped',
      task: 'tutoring',
      during: DURING_DOSSIER,
      input: { evidenceId },
      work: async ({ file, tx }) => {
        await tx.rows(
          'DELETE FROM case_evidence_file f USING case_evidence e WHERE e.id = f.evidence_id AND e.case_id = $1 AND e.id = $2',
          [file.id, evidenceId],
        )
        const dropped = await tx.rows('DELETE FROM case_evidence WHERE case_id = $1 AND id = $2 RETURNING id', [file.id, evidenceId])
        requireThat(dropped.length === 1, 'evidence.unknown')
        return null
      },
    },
    world,
  )
}
