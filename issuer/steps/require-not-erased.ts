import type { Transaction } from '../db/database.ts'
import { requireThat } from './require-that.ts'

/**
 * Nothing personal is written on a case whose dossier was erased: it would never be erased again (issuer/retention). The case is locked by
 * whoever asks, as it is by the removal: whichever comes first, the other sees it.
 *
 * @throws AttestaError `case.erased`
 */
export async function requireNotErased(caseId: string, tx: Pick<Transaction, 'rows'>): Promise<void> {
  requireThat((await tx.rows('SELECT 1 FROM case_erasure WHERE case_id = $1', [caseId])).length === 0, 'case.erased')
}
