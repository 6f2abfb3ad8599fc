import { randomBytes } from 'node:crypto'
import { AttestaError } from '../../credential/errors.ts'
import type { KeyWrapping } from '../../keys/index.ts'
import type { Transaction } from '../db/database.ts'

const purposeOf = (caseId: string) => `case ${caseId}`

/** The key of a case's dossier, made at its first piece of evidence. One key a case: who may read one reads no other. */
export async function ensureCaseKey(
  { caseId, organisationId }: { caseId: string; organisationId: string },
  { tx, wrapping }: { tx: Transaction; wrapping: KeyWrapping },
): Promise<Buffer> {
  const fresh = randomBytes(32)
  const made = await tx.rows(
    'INSERT INTO case_key (case_id, organisation_id, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING case_id',
    [caseId, organisationId, wrapping.wrap(purposeOf(caseId), fresh)],
  )
  return made.length === 1 ? fresh : readCaseKey(caseId, { db: tx, wrapping })
}

/** @throws AttestaError `evidence.erased` when the case has none (any more): what was sealed with it is gone for good */
export async function readCaseKey(
  caseId: string,
  { db, wrapping }: { db: Pick<Transaction, 'rows'>; wrapping: KeyWrapping },
): Promise<Buffer> {
  const [row] = await db.rows<{ wrapped: Buffer }>('SELECT wrapped FROM case_key WHERE case_id = $1', [caseId])
  if (row === undefined) throw new AttestaError('evidence.erased')
  return wrapping.unwrap(purposeOf(caseId), row.wrapped)
}
