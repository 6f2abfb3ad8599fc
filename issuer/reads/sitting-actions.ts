import { hasDeclared } from '../steps/has-declared.ts'
import { isItsDay } from '../steps/is-its-day.ts'
import type { SittingRecord } from '../steps/lock-sitting.ts'
import type { Possibility } from './allowed.ts'

export interface SittingActionsInput {
  readonly sitting: SittingRecord
  /** Competences without a judgement. */
  readonly missing: number
  readonly now: Date
}

/** What this member may do in the sitting now. */
export function sittingActions({ sitting, missing, now }: SittingActionsInput): Possibility[] {
  const { state, me } = sitting
  const present = sitting.members.filter((member) => member.present)
  const silent = present.filter((member) => !hasDeclared(member, sitting.caseIds))
  const presides = me.role === 'presidente'
  const closed: Possibility['refusal'] = state === 'closed' ? ['sitting.closed', {}] : undefined
  const early: Possibility['refusal'] = isItsDay({ sitting, at: now })
    ? undefined
    : ['sitting.too-early', { plannedAt: sitting.plannedAt.toISOString() }]
  const notOpen: Possibility['refusal'] = closed ?? (state === 'open' ? undefined : ['sitting.not-open', { state: 'convocata' }])
  const president: Possibility['refusal'] = presides ? undefined : ['sitting.president-only', {}]
  const quorum: Possibility['refusal'] =
    present.length < sitting.quorumRequired
      ? ['sitting.quorum', { required: sitting.quorumRequired, present: present.length }]
      : silent.length === 0
        ? undefined
        : ['sitting.undeclared', { members: silent.map(({ name }) => name).join(', ') }]
  const absent: Possibility['refusal'] = me.present ? undefined : ['sitting.absent', {}]
  return [
    { action: 'declare', refusal: closed ?? (hasDeclared(me, sitting.caseIds) ? ['sitting.declared-already', {}] : undefined) },
    { action: 'open', refusal: president ?? (state === 'convened' ? early : ['sitting.already-open', {}]) },
    { action: 'presence', refusal: president ?? notOpen },
    { action: 'judge', refusal: notOpen ?? absent ?? quorum },
    {
      action: 'close',
      refusal: president ?? notOpen ?? absent ?? quorum ?? (missing > 0 ? ['sitting.not-judged', { missing }] : undefined),
    },
  ]
}
