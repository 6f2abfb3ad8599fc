import type { Actor } from '../auth/actor.ts'
import type { Relation } from '../conflicts/judge-pair.ts'
import { lockCase } from './lock-case.ts'
import { lockSitting } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface DeclareConflictInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  readonly caseId: string
  readonly relation: Relation
  /** What stands between the two, in the member's words; whoever appoints reads it. */
  readonly reason: string
}

/**
 * A member says that they have a conflict with one candidate: from now on they neither read this dossier nor judge this person. The roster
 * knows of the tie from then on, and whoever appoints is told. It is not taken back here: the office withdraws a tie that there is not.
 *
 * @throws AttestaError `sitting.unknown`, `sitting.candidate-unknown`, `sitting.closed`, `sitting.conflict-already`, `sitting.reason-too-short`
 */
export async function declareConflict(input: DeclareConflictInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<null> {
  const { actor, sittingId, caseId, relation } = input
  const reason = input.reason.trim()
  const organisationId = actor.organisation.id
  const request = {
    organisationId,
    key: input.idempotencyKey,
    action: 'declare-conflict',
    input: { sittingId, caseId, relation, reason, by: actor.accountId },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    const sitting = await lockSitting(sittingId, actor, tx)
    const { expertId, conflictWith } = sitting.me
    requireThat(sitting.caseIds.includes(caseId), 'sitting.candidate-unknown')
    requireThat(sitting.state === 'convened' || sitting.state === 'open', 'sitting.closed')
    requireThat(!conflictWith.includes(caseId), 'sitting.conflict-already')
    const { reasonMinimumLength: needed } = (await lockCase(caseId, tx)).rulePack.judgement
    requireThat(reason.length >= needed, 'sitting.reason-too-short', { needed })

    await tx.rows(
      `INSERT INTO sitting_conflict (sitting_id, organisation_id, expert_id, case_id, relation, reason, declared_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [sittingId, organisationId, expertId, caseId, relation, reason, at],
    )
    await tx.rows(
      `INSERT INTO expert_tie (organisation_id, expert_id, relation, tax_code_key, recorded_at, recorded_by)
       SELECT $1, $2, $3, p.tax_code_key, $5, $6 FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE k.id = $4 ON CONFLICT DO NOTHING`,
      [organisationId, expertId, relation, caseId, at, actor.accountId],
    )
    await tx.rows('UPDATE expert SET version = version + 1 WHERE id = $1', [expertId])
    tx.audit({
      organisationId,
      action: 'conflict.declared',
      actor: actor.accountId,
      subject: sittingId,
      facts: { caseId, expertId, relation },
    })
    tx.outbox({ organisationId, topic: 'conflict.declared', payload: { sittingId, expertId, caseId } })
    return null
  })
}
