import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { type RulePack, rulePackInForce } from './rule-pack.ts'

/** The rules under which a body opens a case today: those of the region it works in. */
export async function rulesOfBody(
  { organisationId, at }: { organisationId: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<RulePack> {
  const [body] = await tx.rows<{ region: string }>('SELECT region FROM organisation WHERE id = $1', [organisationId])
  return rulePackInForce({ region: body?.region ?? '', day: dayInRome(at) })
}
