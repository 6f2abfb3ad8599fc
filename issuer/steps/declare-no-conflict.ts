import type { Actor } from '../auth/actor.ts'
import { hasDeclared } from './has-declared.ts'
import { lockSitting, readSittingRecord } from './lock-sitting.ts'
import { readTies } from './read-ties.ts'
import { requireNoTie } from './require-no-tie.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface DeclareInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  readonly caseId: string
}

/**
 * A member declares to have no conflict with one candidate: before reading the dossier, and for each candidate by name (domain.md §2.2).
 *
 * @throws AttestaError `sitting.unknown`, `sitting.candidate-unknown`, `sitting.closed`, `sitting.tie` where the Chamber knows of one
 */
export async function declareNoConflict(
  { actor, idempotencyKey: key, sittingId, caseId }: DeclareInput,
  { db, now }: World,
): Promise<null> {
  const request = {
    organisationId: actor.organisation.id,
    key,
    action: 'declare-no-conflict',
    input: { sittingId, caseId, by: actor.accountId },
  }
  return db.transaction(request, async (tx) => {
    const sitting = await lockSitting(sittingId, actor, tx)
    requireThat(sitting.caseIds.includes(caseId), 'sitting.candidate-unknown')
    requireThat(sitting.state === 'convened' || sitting.state === 'open', 'sitting.closed')
    requireThat(!sitting.me.conflictWith.includes(caseId), 'sitting.conflict-already')
    const at = now()
    requireNoTie({ members: [sitting.me], caseIds: [caseId], ties: await readTies({ sitting, at }, tx) })

    await tx.rows(
      `INSERT INTO sitting_declaration (sitting_id, organisation_id, expert_id, case_id, declared_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [sittingId, actor.organisation.id, sitting.me.expertId, caseId, at],
    )
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'conflict.none-declared',
      actor: actor.accountId,
      subject: sittingId,
      facts: { caseId, expertId: sitting.me.expertId },
    })
    const { me } = await readSittingRecord(sittingId, actor, tx)
    // Once, with the last of the declarations: one made again opens nothing new.
    if (hasDeclared(me, sitting.caseIds) && !hasDeclared(sitting.me, sitting.caseIds))
      tx.outbox({ organisationId: sitting.chamber.id, topic: 'dossier.ready', payload: { sittingId, expertId: me.expertId } })
    return null
  })
}
