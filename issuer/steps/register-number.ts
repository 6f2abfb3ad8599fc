import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { nextNumber } from '../db/next-number.ts'
import { formatNumber } from '../rule-pack/number.ts'

/** The next number of a series that the titular organisation holds: no two bodies can mint the same one (domain.md §2.6). */
export async function registerNumber(
  { titularId, rule, at }: { titularId: string; rule: Parameters<typeof formatNumber>[0]['rule']; at: Date },
  tx: Transaction,
): Promise<string> {
  const year = Number(dayInRome(at).slice(0, 4))
  const counter = await nextNumber({ organisationId: titularId, series: rule.series, year }, tx)
  return formatNumber({ rule, year, counter })
}
