import type { CaseState } from '../procedure/procedure.ts'
import { dueOf } from '../procedure/terms.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'

/** What of a case `dueOfRow` needs beside its own columns. */
export const WITH_TRANSITIONS = { transitions: { orderBy: { id: 'asc' }, select: { state: true, at: true } } } as const

interface Row {
  readonly state: string
  readonly rulePackId: string
  readonly rulePackVersion: string
  readonly transitions: readonly { readonly state: string; readonly at: Date }[]
}

/** By when the present step of a case is due, for whoever has it to do; undefined where no term runs. */
export function dueOfRow(row: Row, at: Date): { by: string; late: boolean } | undefined {
  const rulePack = rulePackOf({ id: row.rulePackId, version: row.rulePackVersion })
  const due = dueOf({ state: row.state as CaseState, rulePack, reached: new Map(row.transitions.map((one) => [one.state, one.at])), at })
  return due && { by: due.by, late: due.late }
}
