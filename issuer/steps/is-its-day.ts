import { dayInRome } from '../../credential/time.ts'

/** Has the day come for which people were called? The hour may be anticipated by those who are there, the day may not. */
export function isItsDay({ plannedAt, at }: { plannedAt: Date; at: Date }): boolean {
  return dayInRome(at) >= dayInRome(plannedAt)
}
