import { formatDate } from '../../ui/dates.ts'
import { KINDS_OF_ACT } from './api/organisations.ts'
import { t } from './t.ts'

/** What a recognition lets an organisation do, in a phrase. */
export function powerWords({ action, scopes }: { action: string; scopes: readonly string[] }): string {
  return t(action === 'appoint' ? 'organisations.appoint' : 'organisations.issue', { scopes: scopes.map(scopeWords).join(', ') })
}

export function scopeWords(scope: string): string {
  const kind = KINDS_OF_ACT.find((name) => name === scope)
  return kind === undefined ? scope : t(`kind.${kind}`)
}

/** `until` is the first instant after the end: the last day is the one before it. */
export function periodWords({ from, until }: { from: string; until?: string }): string {
  if (until === undefined) return t('organisations.from', { from: formatDate(from) })
  return t('organisations.between', { from: formatDate(from), until: formatDate(lastInstant(until)) })
}

export function lastInstant(until: string): string {
  return new Date(Date.parse(until) - 1000).toISOString()
}
