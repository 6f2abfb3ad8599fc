import { formatDateTime, formatTime } from '../../../ui/dates.ts'
import { t } from '../t.ts'

/** When a document was last checked, to stand beside its state word. */
export function checkedWords(asOf: string): string {
  const isToday = new Date(asOf).toDateString() === new Date().toDateString()
  return isToday ? t('document.checkedToday', { time: formatTime(asOf) }) : t('document.checkedOn', { when: formatDateTime(asOf) })
}
