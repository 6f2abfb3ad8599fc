import type { Actor } from '../auth/actor.ts'
import { advance } from '../procedure/advance.ts'
import { hasAnswered } from './has-declared.ts'
import { isItsDay } from './is-its-day.ts'
import { type CaseRecord, lockCase } from './lock-case.ts'
import { lockSitting } from './lock-sitting.ts'
import { readTies } from './read-ties.ts'
import { requireJudges } from './require-judges.ts'
import { requireRecognised } from './require-recognised.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import { stateWord } from './state-word.ts'
import type { World } from './world.ts'

export interface OpenSittingInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
}

/**
 * The president opens the sitting; from this instant the exam counts as held, it must lie after the appointment (design.md §3),
 * not before the day for which the members, and the candidate, were convened, and while the office that appointed is recognised.
 */
export async function openSitting({ actor, idempotencyKey: key, sittingId, seen }: OpenSittingInput, { db, now }: World): Promise<null> {
  return db.transaction({ organisationId: actor.organisation.id, key, action: 'open-sitting', input: { sittingId } }, async (tx) => {
    const at = now()
    const sitting = await lockSitting(sittingId, actor, tx)
    await requireUnchanged({ subjects: [sittingId], organisationId: actor.organisation.id, version: seen }, tx)

    requireThat(sitting.me.role === 'presidente', 'sitting.president-only')
    requireThat(sitting.state === 'convened', 'sitting.already-open')
    requireThat(sitting.commission.appointedAt < at, 'sitting.before-appointment', {
      appointedAt: sitting.commission.appointedAt.toISOString(),
    })
    requireThat(isItsDay({ plannedAt: sitting.plannedAt, at }), 'sitting.too-early', { plannedAt: sitting.plannedAt.toISOString() })
    requireThat(sitting.caseIds.length > 0, 'sitting.nobody')
    // Whoever opens reads the dossier with it: first they say whether they have a conflict.
    requireThat(hasAnswered(sitting.me, sitting.caseIds), 'sitting.undeclared', { members: sitting.me.name })
    const records: CaseRecord[] = []
    for (const caseId of sitting.caseIds) records.push(await lockCase(caseId, tx))
    requireJudges({ sitting, records, ties: await readTies({ sitting, at }, tx) })
    for (const { province } of records) await requireRecognised({ chamberId: sitting.chamber.id, province, at }, tx)

    await tx.rows(`UPDATE sitting SET state = 'open', opened_at = $2, opened_by = $3 WHERE id = $1`, [sittingId, at, actor.accountId])
    for (const { caseId, why } of sitting.leftOut) {
      await tx.rows(
        `INSERT INTO sitting_left_out (sitting_id, organisation_id, case_id, why, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)`,
        [sittingId, actor.organisation.id, caseId, why, at, actor.accountId],
      )
    }
    for (const record of records) {
      requireThat(record.state === 'convocato', 'sitting.candidate-state', { state: stateWord(record.state) })
      await advance({ record, act: 'open-sitting', actor, at }, tx)
    }
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'sitting.opened',
      actor: actor.accountId,
      subject: sittingId,
      facts: { commissionId: sitting.commission.id },
    })
    return null
  })
}
