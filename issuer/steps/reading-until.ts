import type { RulePack } from '../rule-pack/rule-pack.ts'
import type { SittingRecord } from './lock-sitting.ts'

const DAY = 86_400_000

/** Until when members read the dossiers of a sitting: so many days after it was held, or is convened for. */
export function readingUntil({ openedAt, plannedAt }: Pick<SittingRecord, 'openedAt' | 'plannedAt'>, { commission }: RulePack): Date {
  return new Date((openedAt ?? plannedAt).getTime() + commission.readingDays * DAY)
}
