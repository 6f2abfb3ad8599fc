import { AttestaError } from '../../credential/errors.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { readCaseRecord } from '../steps/lock-case.ts'
import { readCalled } from '../steps/read-called.ts'
import { isWorkingDay } from '../working-day.ts'
import { noticeOf } from './plan/notice.ts'

/** What speaks against an instant at which a sitting would begin. Only a call elsewhere forbids it. */
export interface HourFound {
  readonly called: boolean
  /** Whether no office works on that day. */
  readonly dayOff: boolean
  /** Where whoever is called would know of it later than the rule pack says: how many days before they should. */
  readonly noticeDays?: number
}

/**
 * Whether the person of a request is called to another exam when a sitting of theirs would begin, by whichever office; the commission that
 * stands for the request does not count, since it would be replaced. More is not told of another's sitting. And whether the day is one on
 * which people are convened: an urgent case may have its reason, so that is said and not refused.
 *
 * @throws AttestaError `request.unknown`
 */
export async function readSittingHour(
  { requestId, at, actor, now }: { requestId: string; at: Date; actor: Actor; now: Date },
  db: Pick<Database, 'rows'>,
): Promise<HourFound> {
  const [request] = await db.rows<{ case_id: string; commission_id: string | null }>(
    'SELECT case_id, commission_id FROM commission_request WHERE id = $1 AND chamber_id = $2',
    [requestId, actor.organisation.id],
  )
  if (request === undefined || actor.role !== 'chamber') throw new AttestaError('request.unknown')
  const { id: caseId, rulePack } = await readCaseRecord(request.case_id, db)
  const times = rulePack.sitting
  const lasting = Math.min(times.mostMinutes, times.personMinutes)
  const isCalled = await readCalled({ caseIds: [caseId], instants: [at], times, lasting, besides: request.commission_id ?? undefined }, db)
  const day = dayInRome(at)
  return {
    called: isCalled({ caseId, at }),
    dayOff: !isWorkingDay(day),
    ...(day < noticeOf({ waiting: [{ rulePack }], at: now }).from && { noticeDays: times.noticeDays }),
  }
}
