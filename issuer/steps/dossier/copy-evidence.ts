import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../db/database.ts'
import { ensureCaseKey, readCaseKey } from '../../dossier/case-key.ts'
import { openEvidence, sealEvidence } from '../../dossier/evidence-file.ts'
import type { World } from '../world.ts'

/**
 * The evidence of a case, for the case of another body that carries it on: each piece opened with the key of the one and sealed with a key of
 * the other, so that neither reads the books of the other. Its term and who added it stay as they were; what was erased is not there.
 *
 * @throws AttestaError `evidence.erased`, `evidence.damaged`
 */
export async function copyEvidence(
  { from, to }: { from: string; to: { readonly caseId: string; readonly organisationId: string } },
  { tx, wrapping }: { tx: Transaction } & Pick<World, 'wrapping'>,
): Promise<number> {
  const pieces = await tx.rows<{ id: string; position: number | null }>(
    `SELECT e.id, x.position FROM case_evidence e JOIN case_evidence_file f ON f.evidence_id = e.id
       LEFT JOIN case_experience x ON x.id = e.experience_id WHERE e.case_id = $1 AND e.erased_at IS NULL ORDER BY e.added_at, e.id`,
    [from],
  )
  if (pieces.length === 0) return 0
  const theirs = await readCaseKey(from, { db: tx, wrapping })
  const key = await ensureCaseKey(to, { tx, wrapping })
  for (const piece of pieces) {
    const id = randomUUID()
    await tx.rows(
      `INSERT INTO case_evidence (id, organisation_id, case_id, experience_id, class, title, media_type, size, sha256, from_person, kept_until,
         added_by, added_at)
       SELECT $2, $3, $4, (SELECT x.id FROM case_experience x WHERE x.case_id = $4 AND x.position = $5), class, title, media_type, size, sha256,
         from_person, kept_until, added_by, added_at FROM case_evidence WHERE id = $1`,
      [piece.id, id, to.organisationId, to.caseId, piece.position],
    )
    // One file at a time: a dossier is larger than what a service keeps in mind.
    const [file] = await tx.rows<{ sealed: Buffer }>('SELECT sealed FROM case_evidence_file WHERE evidence_id = $1', [piece.id])
    if (file === undefined) continue
    const bytes = openEvidence({ key: theirs, evidenceId: piece.id, sealed: file.sealed })
    await tx.rows('INSERT INTO case_evidence_file (evidence_id, organisation_id, sealed) VALUES ($1, $2, $3)', [
      id,
      to.organisationId,
      sealEvidence({ key, evidenceId: id, bytes }),
    ])
  }
  return pieces.length
}
