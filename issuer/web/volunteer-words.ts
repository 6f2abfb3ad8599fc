import { formatDate, formatNumber } from '../../ui/dates.ts'
import type { HoursLine, Rule, Standing } from './api/volunteers.ts'
import { t } from './later-t.ts'

/** Minutes as hours: `59,75`. */
export const hoursWords = (minutes: number) => formatNumber(minutes / 60)

/** What the rules ask for; what nobody has read says so. */
export function ruleWords({ hours, months, act, workingDefault }: Rule): string {
  return `${t('volunteers.rule', { hours, months, act })}${workingDefault ? ` ${t('volunteers.ruleDefault')}` : ''}`
}

/** Where somebody stands: reached and from when to when, or how much is missing and since when it counts. */
export function standingWords({ reached, recent }: Standing, rule: Rule): string {
  if (reached !== undefined) {
    return t('volunteers.reached', {
      hours: hoursWords(reached.minutes),
      from: formatDate(reached.from),
      until: formatDate(reached.until),
    })
  }
  return t('volunteers.missing', {
    missing: hoursWords(rule.hours * 60 - recent.minutes),
    hours: hoursWords(recent.minutes),
    from: formatDate(recent.from),
  })
}

export function daysWords({ from, until }: Pick<HoursLine, 'from' | 'until'>): string {
  return from === until ? formatDate(from) : t('volunteers.days', { from: formatDate(from), until: formatDate(until) })
}
