import type { RulePack } from '../rule-pack/rule-pack.ts'

/** Until when a class of papers is kept, counted from a day; undefined for what is kept for good. */
export function keptUntil({ rulePack, class: retention, from }: { rulePack: RulePack; class: string; from: string }): string | undefined {
  const rule = rulePack.retention.find((candidate) => candidate.class === retention)
  const years = /^P(\d+)Y$/.exec(rule?.keep ?? '')?.[1]
  if (years === undefined) return undefined
  const [year = '', month = '', day = ''] = from.split('-')
  const end = new Date(Date.UTC(Number(year) + Number(years), Number(month) - 1, Number(day)))
  return end.toISOString().slice(0, 10)
}
