import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { composeContent } from './document-content.ts'

/** Puts a document into the case's file: title, who sealed it, day, and what it says where the procedure writes it. */
export async function fileDocument(
  input: {
    organisationId: string
    caseId: string
    class: string
    title: string
    sealedBy?: string
    attestationId?: string
    /** The commission that an act of appointment, or its revocation, is about. */
    commissionId?: string
    at: Date
  },
  tx: Transaction,
): Promise<void> {
  const content = await composeContent(input, tx)
  await tx.rows(
    `INSERT INTO case_document (organisation_id, case_id, class, title, sealed_by, dated, attestation_id, content, created_at, commission_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      input.organisationId,
      input.caseId,
      input.class,
      input.title,
      input.sealedBy ?? null,
      dayInRome(input.at),
      input.attestationId ?? null,
      content ?? null,
      input.at,
      input.commissionId ?? null,
    ],
  )
}
