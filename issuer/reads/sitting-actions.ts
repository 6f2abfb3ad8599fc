import type { SittingRecord } from '../steps/lock-sitting.ts'
import type { Possibility } from './allowed.ts'

export interface SittingActionsInput {
  readonly sitting: SittingRecord
  /** All members present have declared for all candidates. */
  readonly everyoneDeclared: boolean
  readonly iDeclared: boolean
  /** Competences without a judgement. */
  readonly missing: number
}

/** What this member may do in the sitting now. */
export function sittingActions({ sitting, everyoneDeclared, iDeclared, missing }: SittingActionsInput): Possibility[] {
  const { state, me } = sitting
  const present = sitting.members.filter((member) => member.present).length
  const presides = me.role === 'presidente'
  const notOpen: Possibility['refusal'] =
    state === 'open' ? undefined : state === 'closed' ? ['sitting.closed', {}] : ['sitting.not-open', { state: 'convocata' }]
  const president: Possibility['refusal'] = presides ? undefined : ['sitting.president-only', {}]
  const quorum: Possibility['refusal'] =
    present < sitting.quorumRequired
      ? ['sitting.quorum', { required: sitting.quorumRequired, present }]
      : everyoneDeclared
        ? undefined
        : ['sitting.not-declared', {}]
  const absent: Possibility['refusal'] = me.present ? undefined : ['sitting.absent', {}]
  return [
    { action: 'declare', refusal: state === 'closed' ? ['sitting.closed', {}] : iDeclared ? ['sitting.declared-already', {}] : undefined },
    { action: 'open', refusal: president ?? (state === 'convened' ? undefined : ['sitting.already-open', {}]) },
    { action: 'presence', refusal: president ?? notOpen },
    { action: 'judge', refusal: notOpen ?? absent ?? quorum },
    {
      action: 'close',
      refusal: president ?? notOpen ?? absent ?? quorum ?? (missing > 0 ? ['sitting.not-judged', { missing }] : undefined),
    },
  ]
}
