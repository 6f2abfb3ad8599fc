import { language } from '../../ui/i18n.ts'
import type { Dimension } from './api/dashboard.ts'
import { sectorName } from './sector-name.ts'
import { t } from './t.ts'

const CONTEXTS = ['lavoro', 'tirocinio', 'servizio-civile', 'volontariato', 'formazione', 'vita'] as const
const KINDS = ['body', 'cpi', 'ets'] as const

/** A value of a split in the page's words; what a case does not say is said to be unknown. */
export function splitLabel(by: Dimension, value: string, provinces: ReadonlyMap<string, string>): string {
  if (value === '') return t('dashboard.unknown')
  if (by === 'province') return provinces.get(value) ?? value
  if (by === 'month') return monthLabel(value)
  const context = by === 'context' ? CONTEXTS.find((known) => known === value) : undefined
  if (context !== undefined) return t(`context.${context}`)
  const kind = by === 'bodyKind' ? KINDS.find((known) => known === value) : undefined
  if (kind !== undefined) return t(`dashboard.kind.${kind}`)
  if (by === 'sector') return sectorName(value)
  return by === 'eqf' ? t('dashboard.eqf', { level: value }) : value
}

/** @param month `YYYY-MM` */
export function monthLabel(month: string): string {
  return new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`))
}
