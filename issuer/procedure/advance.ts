import type { Actor, Role } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import type { RulePack } from '../rule-pack/rule-pack.ts'
import { requireThat } from '../steps/require-that.ts'
import { stateWord } from '../steps/state-word.ts'
import { type Act, type CaseState, EXCEPTIONS, type Office, transitionOf } from './procedure.ts'

/** What of a case an act looks at. */
export interface Movable {
  readonly id: string
  readonly organisationId: string
  readonly state: CaseState
  readonly rulePack: RulePack
  /** Handed over by another body, and not taken on yet: nothing is done to it before. */
  readonly waiting: boolean
}

export interface Reason {
  /** Class that the rule pack names. */
  readonly class: string
  readonly text: string
}

export interface AdvanceInput<Record extends Movable> {
  readonly record: Record
  readonly act: Act
  readonly actor: Actor
  readonly at: Date
  readonly reason?: Reason
}

const ROLE: Readonly<Record<Office, Role>> = { body: 'officer', appointing: 'chamber', commission: 'member', region: 'region' }

/**
 * Takes a case one act further: the only place where its state is written. The row says where it is, `case_transition` when it got
 * there, by which act, by whom and under which rules.
 *
 * @returns the case where it now stands, for an act that follows at once
 * @throws AttestaError `case.wrong-office`, `case.no-task`, `case.out-of-order`, `case.by-exception`, `case.reason-missing`, `handover.waiting`; nothing is written
 */
export async function advance<Record extends Movable>(
  { record, act, actor, at, reason }: AdvanceInput<Record>,
  tx: Transaction,
): Promise<Record & { readonly state: CaseState }> {
  requireAct({ record, act, actor })
  const { to, needs } = transitionOf(act)
  const text = reason?.text.trim() ?? ''
  requireThat(!needs.includes('reasons') || text.length >= record.rulePack.judgement.reasonMinimumLength, 'case.reason-missing', {
    minimum: record.rulePack.judgement.reasonMinimumLength,
  })

  await tx.rows('UPDATE ivc_case SET state = $2, updated_at = $3, changed_by = $4, version = version + 1 WHERE id = $1', [
    record.id,
    to,
    at,
    actor.accountId,
  ])
  const moved = await tx.row<{ id: string }>(
    `INSERT INTO case_transition (organisation_id, case_id, state, at, by, act, rule_pack_id, rule_pack_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [record.organisationId, record.id, to, at, actor.accountId, act, record.rulePack.id, record.rulePack.version],
  )
  if (reason !== undefined && text !== '') {
    await tx.rows('INSERT INTO case_reason (transition_id, organisation_id, case_id, class, reason) VALUES ($1, $2, $3, $4, $5)', [
      moved?.id,
      record.organisationId,
      record.id,
      reason.class,
      text,
    ])
  }
  return { ...record, state: to }
}

/** Whether this actor may do this act to this case as it stands; needs are looked at by whoever can name them. */
export function requireAct({ record, act, actor }: Pick<AdvanceInput<Movable>, 'record' | 'act' | 'actor'>): void {
  const { from, by, task } = transitionOf(act)
  requireThat(actor.role === ROLE[by], 'case.wrong-office', { role: actor.role })
  requireThat(by !== 'body' || actor.tasks.includes(task), 'case.no-task', { task })
  requireThat(!record.waiting, 'handover.waiting')
  requireThat(from.length === 0 || from.includes(record.state), 'case.out-of-order', { state: stateWord(record.state) })
  const exceptions: readonly string[] = EXCEPTIONS
  requireThat(!exceptions.includes(act) || record.rulePack.exceptions.some((exception) => exception.act === act), 'case.by-exception')
}
