import type { Transaction } from './database.ts'

/** Next number of a yearly series, gapless: the counter's row is locked until commit and rolls back with the rest. */
export async function nextNumber(
  { organisationId, series, year }: { organisationId: string; series: string; year: number },
  tx: Transaction,
): Promise<number> {
  const counter = await tx.row<{ last: number }>(
    `INSERT INTO register_counter (organisation_id, series, year, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (organisation_id, series, year) DO UPDATE SET last = register_counter.last + 1 RETURNING last`,
    [organisationId, series, year],
  )
  return counter?.last ?? 1
}
