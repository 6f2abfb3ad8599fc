import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor.ts'
import { hasDeclared } from './has-declared.ts'
import { type CaseRecord, readCaseRecord } from './lock-case.ts'
import { readSittingRecord, type SittingRecord } from './lock-sitting.ts'
import { readTies } from './read-ties.ts'
import { readingUntil } from './reading-until.ts'
import { requireNoTie } from './require-no-tie.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface ReadingInput {
  readonly actor: Actor
  readonly sittingId: string
  readonly caseId: string
  /** One piece of evidence; without it the dossier. */
  readonly evidenceId?: string
}

/**
 * A member opens the dossier of a candidate, or a piece of evidence in it: after their declaration about this candidate, until the days
 * of the rule pack are over. Each opening stands in the audit trail.
 *
 * @throws AttestaError `sitting.unknown`, `sitting.candidate-unknown`, `reading.undeclared`, `sitting.tie`, `reading.over`
 */
export async function enterReadingRoom(
  { actor, sittingId, caseId, evidenceId }: ReadingInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<{ record: CaseRecord; sitting: SittingRecord; until: Date; at: Date }> {
  const sitting = await readSittingRecord(sittingId, actor, db)
  requireThat(sitting.caseIds.includes(caseId), 'sitting.candidate-unknown')
  requireThat(hasDeclared(sitting.me, [caseId]), 'reading.undeclared')
  const at = now()
  requireNoTie({ members: [sitting.me], caseIds: [caseId], ties: await readTies({ sitting, at }, db) })
  const record = await readCaseRecord(caseId, db)
  const until = readingUntil(sitting, record.rulePack)
  requireThat(at < until, 'reading.over', { until: until.toISOString() })

  const request = { organisationId: actor.organisation.id, key: randomUUID(), action: 'open-dossier', input: { sittingId, caseId } }
  await db.transaction(request, async (tx) => {
    tx.audit({
      organisationId: actor.organisation.id,
      action: evidenceId === undefined ? 'dossier.opened' : 'evidence.opened',
      actor: actor.accountId,
      subject: sittingId,
      facts: { caseId, ...(evidenceId !== undefined && { evidenceId }) },
    })
    return null
  })
  return { record, sitting, until, at }
}
