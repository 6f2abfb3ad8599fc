import type { Transaction } from '../db/database.ts'
import type { SittingTimes } from '../planner/collide.ts'

export interface ReadCalledInput {
  readonly caseIds: readonly string[]
  /** When a sitting may begin. */
  readonly instants: readonly Date[]
  readonly times: SittingTimes
  /** How many minutes the sitting takes that is looked for; as long as one can take where that is not known. */
  readonly lasting?: number | undefined
  /** An office whose sittings do not count, since they are looked at with their places. */
  readonly besidesOffice?: string | undefined
  /** A commission that is replaced. */
  readonly besides?: string | undefined
}

/**
 * Who of these candidates is called to another sitting at which of these instants, by whichever office: of those of others a Chamber learns
 * nothing else. Between two places there is time to come over.
 */
export async function readCalled(
  { caseIds, instants, times, lasting = times.mostMinutes, besidesOffice, besides }: ReadCalledInput,
  db: Pick<Transaction, 'rows'>,
): Promise<(called: { caseId: string; at: Date }) => boolean> {
  const rows = await db.rows<{ case_id: string; at: Date }>(
    'SELECT case_id, at FROM attesta_called_elsewhere($1, $2, $3, $4, $5, $6, $7, $8)',
    [caseIds, instants, lasting, times.personMinutes, times.mostMinutes, times.travelMinutes, besidesOffice ?? null, besides ?? null],
  )
  const known = new Set(rows.map(({ case_id, at }) => `${case_id} ${at.getTime()}`))
  return ({ caseId, at }) => known.has(`${caseId} ${at.getTime()}`)
}
