import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'

/** Puts a document's entry into the case's file: title, who sealed it, day. */
export async function fileDocument(
  input: { organisationId: string; caseId: string; class: string; title: string; sealedBy?: string; attestationId?: string; at: Date },
  tx: Transaction,
): Promise<void> {
  await tx.rows(
    'INSERT INTO case_document (organisation_id, case_id, class, title, sealed_by, dated, attestation_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [
      input.organisationId,
      input.caseId,
      input.class,
      input.title,
      input.sealedBy ?? null,
      dayInRome(input.at),
      input.attestationId ?? null,
    ],
  )
}
