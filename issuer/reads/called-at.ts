import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { readCaseRecord } from '../steps/lock-case.ts'
import { readCalled } from '../steps/read-called.ts'

/**
 * Whether the person of a request is called to another exam when a sitting of theirs would begin, by whichever office; the commission that
 * stands for the request does not count, since it would be replaced. More is not told of another's sitting.
 *
 * @throws AttestaError `request.unknown`
 */
export async function readCalledAt(
  { requestId, at, actor }: { requestId: string; at: Date; actor: Actor },
  db: Pick<Database, 'rows'>,
): Promise<{ called: boolean }> {
  const [request] = await db.rows<{ case_id: string; commission_id: string | null }>(
    'SELECT case_id, commission_id FROM commission_request WHERE id = $1 AND chamber_id = $2',
    [requestId, actor.organisation.id],
  )
  if (request === undefined || actor.role !== 'chamber') throw new AttestaError('request.unknown')
  const { id: caseId, rulePack } = await readCaseRecord(request.case_id, db)
  const times = rulePack.sitting
  const lasting = Math.min(times.mostMinutes, times.personMinutes)
  const isCalled = await readCalled({ caseIds: [caseId], instants: [at], times, lasting, besides: request.commission_id ?? undefined }, db)
  return { called: isCalled({ caseId, at }) }
}
