import { AttestaError, type Facts } from '../../credential/errors.ts'
import { hasAnswered } from '../steps/has-declared.ts'
import { isItsDay } from '../steps/is-its-day.ts'
import type { SittingRecord } from '../steps/lock-sitting.ts'
import type { unjudgedAmong } from '../steps/require-judges.ts'
import { requireSigned } from '../steps/require-signed.ts'
import type { Possibility } from './allowed.ts'

export interface SittingActionsInput {
  readonly sitting: SittingRecord
  /** Competences without a judgement. */
  readonly missing: number
  /** Why a candidate has no commission without those who are tied to them. */
  readonly unjudged: ReturnType<typeof unjudgedAmong>
  /** What became of the act on which a candidate's case rests, where it does not stand. */
  readonly fallen: Facts | undefined
  readonly now: Date
}

/** What this member may do in the sitting now. */
export function sittingActions({ sitting, missing, unjudged, fallen, now }: SittingActionsInput): Possibility[] {
  const { state, me } = sitting
  const present = sitting.members.filter((member) => member.present)
  const silent = present.filter((member) => !hasAnswered(member, sitting.caseIds))
  const presides = me.role === 'presidente'
  const closed: Possibility['refusal'] = state === 'closed' ? ['sitting.closed', {}] : undefined
  const early: Possibility['refusal'] = isItsDay({ plannedAt: sitting.plannedAt, at: now })
    ? undefined
    : ['sitting.too-early', { plannedAt: sitting.plannedAt.toISOString() }]
  const notOpen: Possibility['refusal'] =
    closed ?? (state === 'open' ? undefined : ['sitting.not-open', { state: state === 'convened' ? 'convocata' : 'in firma' }])
  const notSigning: Possibility['refusal'] = closed ?? (state === 'signing' ? undefined : ['sitting.not-signing', {}])
  const president: Possibility['refusal'] = presides ? undefined : ['sitting.president-only', {}]
  const quorum: Possibility['refusal'] =
    present.length < sitting.quorumRequired
      ? ['sitting.quorum', { required: sitting.quorumRequired, present: present.length }]
      : silent.length === 0
        ? undefined
        : ['sitting.undeclared', { members: silent.map(({ name }) => name).join(', ') }]
  const nobody: Possibility['refusal'] = sitting.caseIds.length === 0 ? ['sitting.nobody', {}] : undefined
  const tie: Possibility['refusal'] = unjudged && [unjudged.code, { members: unjudged.members }]
  const fell: Possibility['refusal'] = fallen && ['sitting.act-fallen', fallen]
  const absent: Possibility['refusal'] = me.present ? undefined : ['sitting.absent', {}]
  return [
    {
      action: 'declare',
      refusal:
        closed ??
        (state === 'signing' ? ['sitting.closed', {}] : undefined) ??
        (hasAnswered(me, sitting.caseIds) ? ['sitting.declared-already', {}] : undefined),
    },
    { action: 'open', refusal: president ?? (state === 'convened' ? (early ?? nobody ?? tie) : ['sitting.already-open', {}]) },
    { action: 'presence', refusal: president ?? notOpen },
    { action: 'leave-out', refusal: president ?? notOpen ?? nobody },
    { action: 'judge', refusal: notOpen ?? absent ?? quorum },
    {
      action: 'write',
      refusal: president ?? notOpen ?? absent ?? quorum ?? tie ?? fell ?? (missing > 0 ? ['sitting.not-judged', { missing }] : undefined),
    },
    { action: 'sign', refusal: notSigning ?? absent ?? (me.answer === undefined ? undefined : ['sitting.answered-already', {}]) },
    { action: 'rewrite', refusal: president ?? notSigning },
    { action: 'close', refusal: president ?? notSigning ?? absent ?? unsigned(sitting) ?? tie ?? fell },
  ]
}

function unsigned(sitting: SittingRecord): Possibility['refusal'] {
  try {
    requireSigned(sitting)
  } catch (error) {
    if (error instanceof AttestaError) return [error.code, error.facts]
    throw error
  }
  return undefined
}
