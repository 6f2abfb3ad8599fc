import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import type { Act, CaseState, Task } from '../procedure/procedure.ts'
import { type CaseFile, lockFile } from './lock-case.ts'
import { requireNotErased } from './require-not-erased.ts'
import { requireThat } from './require-that.ts'
import { stateWord } from './state-word.ts'
import type { World } from './world.ts'

/** Which case, as it was when the officer looked at it. */
export interface FileInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly caseId: string
  /** Version that the officer saw; left out by whoever cannot have seen any. */
  readonly version?: number | undefined
}

export interface Change<Result> {
  /** Name of the act in the audit trail. */
  readonly action: Act | `file.${string}`
  readonly task: Task
  /** States in which this may be written down. */
  readonly during: readonly CaseState[]
  /** Whether it is of the register, and so may be written when the dossier was erased. */
  readonly afterErasure?: boolean
  readonly input: unknown
  /** What the audit trail says of it beside who and when: nothing personal. */
  readonly facts?: Readonly<Record<string, boolean>>
  readonly work: (change: { file: CaseFile; tx: Transaction; at: Date }) => Promise<Result>
}

/**
 * One change of what a body has written down about a case, under its lock. Whoever writes on a version that is no longer there is
 * refused, and what they wrote stays with them.
 *
 * @throws AttestaError `case.unknown`, `case.stale`, `case.wrong-office`, `case.no-task`, `case.out-of-order`, `case.erased`, `handover.waiting`
 */
export async function changeFile<Result>(
  { actor, idempotencyKey, caseId, version }: FileInput,
  { action, task, during, afterErasure = false, input, facts = {}, work }: Change<Result>,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<Result> {
  const organisationId = actor.organisation.id
  const request = { organisationId, key: idempotencyKey, action, input: { caseId, version, input } }
  return db.transaction(request, async (tx) => {
    const at = now()
    requireThat(actor.role === 'officer', 'case.wrong-office', { role: actor.role })
    requireThat(actor.tasks.includes(task), 'case.no-task', { task })
    const file = await lockFile({ caseId, organisationId, version }, tx)
    requireThat(!file.waiting || action === 'file.take-on', 'handover.waiting')
    requireThat(during.includes(file.state), 'case.out-of-order', { state: stateWord(file.state) })
    if (!afterErasure) await requireNotErased(caseId, tx)
    const result = await work({ file, tx, at })
    await tx.rows('UPDATE ivc_case SET version = $2, updated_at = $3, changed_by = $4 WHERE id = $1', [
      caseId,
      file.version + 1,
      at,
      actor.accountId,
    ])
    tx.audit({ organisationId, action, actor: actor.accountId, subject: caseId, facts })
    return result
  })
}
