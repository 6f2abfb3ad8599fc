import type { Transaction } from '../../db/database.ts'
import { readRecognition, type StandingRecognition } from '../read-recognition.ts'
import { requireThat } from '../require-that.ts'
import type { LockedAct } from './lock-act.ts'

/**
 * A rettifica is a new act of its kind, so the body must be accredited for that kind on its day: it was on the day of the old one, and may
 * not be any more. What is wrong can still be undone then, by annulling it.
 *
 * @throws AttestaError `correction.not-recognised`
 */
export async function requireAccredited(
  { act, at }: { act: LockedAct; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<StandingRecognition> {
  const recognition = await readRecognition({ organisationId: act.organisationId, action: 'issue', scope: act.kind, at }, tx)
  requireThat(recognition !== undefined, 'correction.not-recognised', { kind: act.kind })
  return recognition
}
