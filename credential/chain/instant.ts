import { formatDateTime } from '../time.ts'

/**
 * An instant to the millisecond. Acts carry seconds, but "appointed before the sitting" must also hold, and be visible, when
 * both happen within one second.
 */
export function preciseInstant(date: Date): string {
  return date.getUTCMilliseconds() === 0 ? formatDateTime(date) : date.toISOString()
}
