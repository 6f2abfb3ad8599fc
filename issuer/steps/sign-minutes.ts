import type { Actor } from '../auth/actor.ts'
import { lockSitting } from './lock-sitting.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface SignMinutesInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  /** The text that the member read; another one that stands by now is not signed by mistake. */
  readonly digest: string
  readonly answer: 'signed' | 'refused'
  /** A remark beside the signature, or why it is refused. */
  readonly note?: string
}

const SHORTEST_REASON = 10

/**
 * A member who was there signs the text of the minutes, with their own login, or says why they do not. It is an act of theirs: nobody
 * signs for another, and nobody takes it back; a text that changes is another text.
 */
export async function signMinutes(
  { actor, idempotencyKey: key, sittingId, digest, answer, note: typed }: SignMinutesInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<null> {
  const note = typed?.trim() ?? ''
  const request = {
    organisationId: actor.organisation.id,
    key,
    action: 'sign-minutes',
    input: { sittingId, digest, answer, note, by: actor.accountId },
  }
  return db.transaction(request, async (tx) => {
    const sitting = await lockSitting(sittingId, actor, tx)
    const { text, me } = sitting
    requireThat(sitting.state === 'signing' && text !== undefined, 'sitting.not-signing')
    requireThat(me.present, 'sitting.absent')
    requireThat(text.digest === digest, 'sitting.text-changed')
    requireThat(me.answer === undefined, 'sitting.answered-already')
    requireThat(answer === 'signed' || note.length >= SHORTEST_REASON, 'sitting.refusal-reason', { needed: SHORTEST_REASON })

    await tx.rows(
      `INSERT INTO minutes_signature (text_id, sitting_id, organisation_id, digest, expert_id, account_id, answer, note, answered_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [text.id, sittingId, sitting.chamber.id, digest, me.expertId, actor.accountId, answer, note === '' ? null : note, now()],
    )
    tx.audit({
      organisationId: sitting.chamber.id,
      action: answer === 'signed' ? 'minutes.signed' : 'minutes.refused',
      actor: actor.accountId,
      subject: sittingId,
      facts: { textId: text.id, digest, expertId: me.expertId },
    })
    return null
  })
}
