import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor.ts'
import { advance } from '../procedure/advance.ts'
import { composeMinutes } from './compose-minutes.ts'
import { digestOfText } from './freeze-text.ts'
import { lockSitting } from './lock-sitting.ts'
import { readCandidates } from './read-candidates.ts'
import { readLeftOut } from './read-left-out.ts'
import { readTies } from './read-ties.ts'
import { requireJudges } from './require-judges.ts'
import { requireQuorum } from './require-quorum.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import { requireStanding } from './standing-act.ts'
import type { World } from './world.ts'

export interface WriteMinutesInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
}

/**
 * The judgement is done: the president has the minutes written, and the exam ends. From here on the text stands still, under a digest
 * that each signature names; whoever wants it otherwise has it written anew (`rewriteMinutes`).
 */
export async function writeMinutes(
  { actor, idempotencyKey: key, sittingId, seen }: WriteMinutesInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<{ textId: string; digest: string }> {
  return db.transaction({ organisationId: actor.organisation.id, key, action: 'write-minutes', input: { sittingId } }, async (tx) => {
    const at = now()
    const sitting = await lockSitting(sittingId, actor, tx)
    await requireUnchanged({ subjects: [sittingId], organisationId: actor.organisation.id, version: seen }, tx)
    const { openedAt } = sitting
    requireThat(sitting.me.role === 'presidente', 'sitting.president-only')
    requireThat(sitting.state === 'open' && openedAt !== undefined, 'sitting.not-open', { state: sitting.state })
    requireThat(sitting.me.present, 'sitting.absent')
    requireQuorum({ sitting, caseIds: sitting.caseIds })
    const ties = await readTies({ sitting, at }, tx)
    const candidates = await readCandidates({ sitting, ties }, tx)
    requireJudges({ sitting, records: candidates.map(({ record }) => record), ties })
    // Said before anybody signs: the sitting goes on without whom the act fell for.
    await requireStanding({ records: candidates.map(({ record }) => record), code: 'sitting.act-fallen' }, tx)

    const textId = randomUUID()
    const lines = composeMinutes({ sitting, openedAt, candidates, leftOut: await readLeftOut(sitting, tx), ties })
    const digest = digestOfText(lines)
    await tx.rows(
      `INSERT INTO minutes_text (id, sitting_id, organisation_id, round, lines, digest, written_at, written_by)
       SELECT $1, $2, $3, coalesce(max(t.round), 0) + 1, $4, $5, $6, $7 FROM minutes_text t WHERE t.sitting_id = $2`,
      [textId, sittingId, sitting.chamber.id, JSON.stringify(lines), digest, at, actor.accountId],
    )
    await tx.rows(`UPDATE sitting SET state = 'signing' WHERE id = $1`, [sittingId])
    for (const { record } of candidates) await advance({ record, act: 'end-exam', actor, at }, tx)
    tx.audit({
      organisationId: sitting.chamber.id,
      action: 'minutes.written',
      actor: actor.accountId,
      subject: sittingId,
      facts: { textId, digest, candidates: candidates.length },
    })
    for (const { expertId } of sitting.members.filter((member) => member.present && member !== sitting.me))
      tx.outbox({ organisationId: sitting.chamber.id, topic: 'signature.wanted', payload: { textId, expertId } })
    return { textId, digest }
  })
}
