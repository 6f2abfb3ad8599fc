import type { Transaction } from '../db/database.ts'
import { readRecognition } from './read-recognition.ts'

/**
 * Whether a body may take somebody further than individuazione: one that is recognised for the document of trasparenza alone, as bodies
 * of the third sector are for their volunteers, may not (D.Lgs. 13/2013 art. 2 c. 1 lett. f-g). The person goes on with another body.
 */
export async function mayGoBeyond(
  { organisationId, at }: { organisationId: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<boolean> {
  for (const scope of ['validazione', 'certificato']) {
    if ((await readRecognition({ organisationId, action: 'issue', scope, at }, tx)) !== undefined) return true
  }
  return false
}
