import type { RulePack } from './rule-pack.ts'

/** `LOM-2026-000123`: series, year, counter padded as the rule pack says. */
export function formatNumber({ rule, year, counter }: { rule: RulePack['numbering']['minutes']; year: number; counter: number }): string {
  return `${rule.series}-${year}-${String(counter).padStart(rule.digits, '0')}`
}
