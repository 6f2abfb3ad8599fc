import type { Actor } from '../auth/actor.ts'
import { advance } from '../procedure/advance.ts'
import { lockCase } from './lock-case.ts'
import { lockSitting } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import type { World } from './world.ts'

export interface RewriteMinutesInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly reason: string
}

/**
 * The text must change: the president withdraws it, and the sitting is open again. What was signed stays in the record, as of the text
 * that was signed; the next text is signed by everybody anew.
 */
export async function rewriteMinutes(
  { actor, idempotencyKey: key, sittingId, reason, seen }: RewriteMinutesInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<null> {
  const request = { organisationId: actor.organisation.id, key, action: 'rewrite-minutes', input: { sittingId, reason } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const sitting = await lockSitting(sittingId, actor, tx)
    await requireUnchanged({ subjects: [sittingId], organisationId: actor.organisation.id, version: seen }, tx)
    const { text } = sitting
    requireThat(sitting.me.role === 'presidente', 'sitting.president-only')
    requireThat(sitting.state === 'signing' && text !== undefined, 'sitting.not-signing')
    for (const caseId of sitting.caseIds) {
      const record = await lockCase(caseId, tx)
      await advance({ record, act: 'reopen-exam', actor, at, reason: { class: 'verbale-da-riscrivere', text: reason } }, tx)
    }

    await tx.rows(
      `INSERT INTO minutes_rewrite (text_id, sitting_id, organisation_id, reason, withdrawn_at, withdrawn_by) VALUES ($1, $2, $3, $4, $5, $6)`,
      [text.id, sittingId, sitting.chamber.id, reason.trim(), at, actor.accountId],
    )
    await tx.rows(`UPDATE sitting SET state = 'open' WHERE id = $1`, [sittingId])
    tx.audit({
      organisationId: sitting.chamber.id,
      action: 'minutes.withdrawn',
      actor: actor.accountId,
      subject: sittingId,
      facts: { textId: text.id, digest: text.digest, answers: sitting.members.filter(({ answer }) => answer !== undefined).length },
    })
    return null
  })
}
