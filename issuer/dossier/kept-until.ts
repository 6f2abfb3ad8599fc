import { evidenceTerm } from '../rule-pack/evidence-term.ts'
import type { RulePack } from '../rule-pack/rule-pack.ts'

/** Until when a class of papers is kept, counted from a day; undefined for what is kept for good. */
export function keptUntil({ rulePack, class: retention, from }: { rulePack: RulePack; class: string; from: string }): string | undefined {
  return afterTerm(from, rulePack.retention.find((candidate) => candidate.class === retention)?.keep)
}

/** Until when a piece of evidence is kept, by its class, counted from a day; undefined for what is kept for good. */
export function evidenceKeptUntil(piece: { rulePack: RulePack; class: string; from: string }): string | undefined {
  return afterTerm(piece.from, evidenceTerm(piece.rulePack, piece.class).keep)
}

function afterTerm(from: string, keep = 'permanent'): string | undefined {
  const years = /^P(\d+)Y$/.exec(keep)?.[1]
  if (years === undefined) return undefined
  const [year = '', month = '', day = ''] = from.split('-')
  const end = new Date(Date.UTC(Number(year) + Number(years), Number(month) - 1, Number(day)))
  return end.toISOString().slice(0, 10)
}
