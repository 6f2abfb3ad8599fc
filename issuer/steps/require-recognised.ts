import type { Transaction } from '../db/database.ts'
import { readRecognition } from './read-recognition.ts'
import { requireThat } from './require-that.ts'

/**
 * What a commission does today stands on the recognition of today of the office that appointed it; without one, every verifier refuses
 * what is decided (`check-chamber.ts`).
 *
 * @throws AttestaError `sitting.not-recognised`
 */
export async function requireRecognised(
  { chamberId, province, at }: { chamberId: string; province: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<void> {
  const standing = await readRecognition({ organisationId: chamberId, action: 'appoint', scope: province, at }, tx)
  requireThat(standing !== undefined, 'sitting.not-recognised', { province })
}
